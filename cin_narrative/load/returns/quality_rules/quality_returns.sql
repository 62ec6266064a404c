-- One row per return, with a true/false column for each thing that only shows in the whole.
--   return_id, child   the return; nothing
--   the other columns are named after the rules of rules.toml
SELECT r.return_id, CASE WHEN r.return_id < 0 THEN '' END AS child,
  coalesce(s.plans, 0) > coalesce(h.conferences, 0) AS more_plans_than_conferences,
  coalesce(d.codes, 0) < 8 AS few_disability_codes,
  coalesce(k.sexless * 50 > k.children, FALSE) AS many_without_sex,
  coalesce(a.unfinished * 5 > a.assessments, FALSE) AS many_assessments_unfinished,
  r.year >= 2022 AND coalesce(n.plans, 0) = 0 AND coalesce(k.children, 0) > 0 AS no_child_in_need_plans,
  coalesce(v.due >= 10 AND v.without * 5 > v.due, FALSE) AS few_reviews
FROM returns r
LEFT JOIN (SELECT return_id, count(*) AS plans FROM child_protection_plans WHERE started GROUP BY return_id) s ON s.return_id = r.return_id
LEFT JOIN (SELECT return_id, count(*) AS conferences FROM conferences GROUP BY return_id) h ON h.return_id = r.return_id
LEFT JOIN (SELECT return_id, count(DISTINCT Disability) AS codes FROM Disabilities GROUP BY return_id) d ON d.return_id = r.return_id
LEFT JOIN (SELECT return_id, count(*) AS children, sum(CASE WHEN sex = 'unknown' THEN 1 ELSE 0 END) AS sexless
  FROM children GROUP BY return_id) k ON k.return_id = r.return_id
LEFT JOIN (SELECT return_id, count(*) AS assessments,
  sum(CASE WHEN AssessmentAuthorisationDate IS NULL THEN 1 ELSE 0 END) AS unfinished FROM Assessments GROUP BY return_id) a
  ON a.return_id = r.return_id
LEFT JOIN (SELECT return_id, count(*) AS plans FROM CINPlanDates GROUP BY return_id) n ON n.return_id = r.return_id
LEFT JOIN (SELECT p.return_id, count(*) AS due, sum(CASE WHEN w.part IS NULL THEN 1 ELSE 0 END) AS without
  FROM child_protection_plans p LEFT JOIN (SELECT DISTINCT part FROM Reviews) w ON w.part = p.plan
  WHERE p.three_months_or_more GROUP BY p.return_id) v ON v.return_id = r.return_id
