-- One row per child protection plan that ended in the first six months of the year (April to September).
--   return_id             the return
--   plan                  the plan's number in this load
--   time_in_need_after    how long the child's case stayed open after the plan: 3_months_or_less,
--                         more_than_3_to_6_months, more_than_6_months (that is, also where still open at 31 March)
--   transferred           true where the case closed within 3 months because another authority took over (RC5)
SELECT p.return_id, p.plan, p.time_in_need_after,
  p.time_in_need_after = '3_months_or_less' AND p.reason = 'RC5' AS transferred
FROM (
  SELECT c.return_id, c.plan, e.reason,
    CASE WHEN e.closure_date IS NULL OR e.closure_date > r.last_day THEN 'more_than_6_months'
         WHEN days_between(c.end_date, e.closure_date) <= $three_months_days THEN '3_months_or_less'
         WHEN days_between(c.end_date, e.closure_date) <= $six_months_days THEN 'more_than_3_to_6_months'
         ELSE 'more_than_6_months' END AS time_in_need_after
  FROM child_protection_plans c
  JOIN episodes e ON e.episode = c.episode
  JOIN returns r ON r.return_id = c.return_id
  WHERE c.ended AND c.end_date < r.half_year
) p
