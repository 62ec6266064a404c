-- One row per child protection plan open at 31 March for three months or more.
--   return_id  the return
--   plan       the plan's number in this load
--   on_time    true where the first review was held within 91 days of the start and each later one within 183 days of
--              the one before, up to 31 March. A plan that started before the year is tested from the last review before
--              1 April that this return or the one of the year before holds; without one, from its start if no review was
--              due by 1 April or the return of the year before is loaded. Otherwise it is not known to be on time and is
--              not counted as such, which is why the count is a lower bound without that return
WITH open_plans AS (
  SELECT p.return_id, p.plan, p.child, p.start_date, r.first_day, r.last_day, r.previous_return_id
  FROM child_protection_plans p
  JOIN returns r ON r.return_id = p.return_id
  WHERE p.three_months_or_more
), known_reviews AS (
  SELECT o.return_id, o.plan, v.CPPreviewDate AS held_on
  FROM open_plans o JOIN Reviews v ON v.part = o.plan
  UNION
  SELECT o.return_id, o.plan, v.CPPreviewDate
  FROM open_plans o
  JOIN child_protection_plans b ON b.return_id = o.previous_return_id AND b.child = o.child AND b.start_date = o.start_date
  JOIN Reviews v ON v.part = b.plan
), reviews_in_time AS (
  SELECT k.return_id, k.plan, k.held_on
  FROM known_reviews k JOIN open_plans o ON o.plan = k.plan
  WHERE k.held_on > o.start_date AND k.held_on <= o.last_day
), begun AS (
  SELECT o.return_id, o.plan, o.start_date, o.last_day,
    CASE WHEN o.start_date >= o.first_day THEN o.start_date
         WHEN max(CASE WHEN v.held_on < o.first_day THEN v.held_on END) IS NOT NULL
           THEN max(CASE WHEN v.held_on < o.first_day THEN v.held_on END)
         WHEN days_between(o.start_date, o.first_day) <= $three_months_days OR o.previous_return_id IS NOT NULL
           THEN o.start_date
         END AS tested_from,
    count(v.held_on) AS reviews
  FROM open_plans o
  LEFT JOIN reviews_in_time v ON v.plan = o.plan
  GROUP BY o.return_id, o.plan, o.start_date, o.first_day, o.last_day, o.previous_return_id
), steps AS (
  SELECT return_id, plan, tested_from AS held_on, last_day, start_date FROM begun WHERE tested_from IS NOT NULL
  UNION
  SELECT b.return_id, b.plan, v.held_on, b.last_day, b.start_date
  FROM begun b JOIN reviews_in_time v ON v.plan = b.plan
  WHERE v.held_on >= b.tested_from
), gaps AS (
  SELECT return_id, plan, held_on, start_date,
    coalesce(lead(held_on) OVER (PARTITION BY plan ORDER BY held_on), last_day) AS next_on
  FROM steps
), late AS (
  SELECT DISTINCT plan FROM gaps
  WHERE days_between(held_on, next_on) > CASE WHEN held_on = start_date THEN $three_months_days ELSE $six_months_days END
)
SELECT b.return_id, b.plan, b.reviews > 0 AND b.tested_from IS NOT NULL AND l.plan IS NULL AS on_time
FROM begun b
LEFT JOIN late l ON l.plan = b.plan
