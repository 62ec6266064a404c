-- One row per return, with a true/false column for each thing that only shows in the whole.
--   return_id, record, child, UPN   the return, twice; no child
--   born_on, referred_on            none
--   begins_on, ends_on              the year
--   the other columns are facts that the rules of whole_return.toml name
WITH plans AS (
  SELECT p.return_id, sum(CASE WHEN p.CPPstartDate BETWEEN r.first_day AND r.last_day THEN 1 ELSE 0 END) AS started,
    sum(CASE WHEN (p.CPPendDate IS NULL OR p.CPPendDate > r.last_day) AND days_between(p.CPPstartDate, r.last_day) >= $three_months_days THEN 1 ELSE 0 END) AS due,
    sum(CASE WHEN (p.CPPendDate IS NULL OR p.CPPendDate > r.last_day) AND days_between(p.CPPstartDate, r.last_day) >= $three_months_days
      AND w.part IS NULL THEN 1 ELSE 0 END) AS unreviewed
  FROM ChildProtectionPlans p
  JOIN quality_years r ON r.return_id = p.return_id
  LEFT JOIN (SELECT DISTINCT part FROM Reviews WHERE CPPreviewDate IS NOT NULL) w ON w.part = p.part
  GROUP BY p.return_id
), conferences AS (
  SELECT c.return_id, count(*) AS held FROM (
    SELECT return_id, DateOfInitialCPC AS held_on FROM Section47
    UNION ALL SELECT return_id, DateOfInitialCPC FROM CINdetails
  ) c JOIN quality_years r ON r.return_id = c.return_id
  WHERE c.held_on BETWEEN r.first_day AND r.last_day
  GROUP BY c.return_id
), disabled AS (
  SELECT return_id, child_row, count(*) AS codes FROM Disabilities WHERE Disability <> 'NONE' GROUP BY return_id, child_row
), kinds AS (
  SELECT return_id, count(DISTINCT Disability) AS kinds FROM Disabilities WHERE Disability <> 'NONE' GROUP BY return_id
), most AS (
  SELECT return_id, max(codes) AS codes FROM disabled GROUP BY return_id
), born AS (
  SELECT c.return_id, count(*) AS children, sum(CASE WHEN c.PersonBirthDate IS NOT NULL OR c.ExpectedPersonBirthDate IS NULL THEN 1 ELSE 0 END) AS born,
    sum(CASE WHEN (c.PersonBirthDate IS NOT NULL OR c.ExpectedPersonBirthDate IS NULL)
      AND coalesce(CASE WHEN r.year < 2025 THEN c.GenderCurrent ELSE c.Sex END, '') NOT IN ('F', 'M', '1', '2', '9') THEN 1 ELSE 0 END) AS sexless
  FROM Child c JOIN quality_years r ON r.return_id = c.return_id GROUP BY c.return_id
), assessed AS (
  SELECT return_id, count(*) AS assessments, sum(CASE WHEN AssessmentAuthorisationDate IS NULL THEN 1 ELSE 0 END) AS unfinished
  FROM Assessments GROUP BY return_id
), need_plans AS (
  SELECT return_id, count(*) AS plans FROM CINPlanDates GROUP BY return_id
)
SELECT r.return_id, r.return_id AS record, CASE WHEN r.return_id < 0 THEN '' END AS child,
  CASE WHEN r.return_id < 0 THEN '' END AS UPN, CASE WHEN r.return_id < 0 THEN r.first_day END AS born_on,
  CASE WHEN r.return_id < 0 THEN r.first_day END AS referred_on, r.first_day AS begins_on, r.last_day AS ends_on,
  coalesce(s.started, 0) > coalesce(h.held, 0) AS more_plans_than_conferences,
  coalesce(d.kinds, 0) < 8 AS few_disability_codes,
  coalesce(m.codes = 1, FALSE) AS one_disability_each,
  coalesce(k.sexless * 50 > k.born, FALSE) AS many_without_sex,
  coalesce(a.unfinished * 5 > a.assessments, FALSE) AS many_assessments_unfinished,
  r.year >= 2022 AND coalesce(n.plans, 0) = 0 AND coalesce(k.children, 0) > 0 AS no_child_in_need_plans,
  coalesce(s.due >= 10 AND s.unreviewed * 5 > s.due, FALSE) AS few_reviews
FROM quality_years r
LEFT JOIN plans s ON s.return_id = r.return_id
LEFT JOIN conferences h ON h.return_id = r.return_id
LEFT JOIN kinds d ON d.return_id = r.return_id
LEFT JOIN most m ON m.return_id = r.return_id
LEFT JOIN born k ON k.return_id = r.return_id
LEFT JOIN assessed a ON a.return_id = r.return_id
LEFT JOIN need_plans n ON n.return_id = r.return_id
