-- One row per child in need plan, with a true/false column for each thing that can be wrong.
--   return_id, child   the return; LAchildID
--   the other columns are named after the rules of rules.toml
WITH parts AS (
  SELECT p.*, c.child_row, c.LAchildID AS child, r.first_day, r.last_day
  FROM CINPlanDates p
  JOIN CINdetails c ON c.episode = p.episode
  JOIN returns r ON r.return_id = p.return_id
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.child_row = a.child_row AND b.part <> a.part
    AND a.CINPlanStartDate >= b.CINPlanStartDate AND a.CINPlanStartDate < coalesce(b.CINPlanEndDate, b.last_day)
), both_plans AS (
  SELECT DISTINCT a.part
  FROM parts a
  JOIN CINdetails c ON c.child_row = a.child_row
  JOIN ChildProtectionPlans p ON p.episode = c.episode
    AND a.CINPlanStartDate < coalesce(p.CPPendDate, a.last_day) AND p.CPPstartDate < coalesce(a.CINPlanEndDate, a.last_day)
)
SELECT p.return_id, p.child,
  p.CINPlanStartDate IS NULL AS no_start,
  coalesce(p.CINPlanStartDate > p.last_day, FALSE) AS start_after_the_year,
  coalesce(p.CINPlanEndDate < p.CINPlanStartDate, FALSE) AS end_before_start,
  coalesce(p.CINPlanEndDate NOT BETWEEN p.first_day AND p.last_day, FALSE) AS end_outside_the_year,
  p.CINPlanEndDate IS NULL AND sum(CASE WHEN p.CINPlanEndDate IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY p.child_row) > 1
    AS several_open,
  o.part IS NOT NULL AS overlaps_another,
  b.part IS NOT NULL AS with_a_protection_plan
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
LEFT JOIN both_plans b ON b.part = p.part
