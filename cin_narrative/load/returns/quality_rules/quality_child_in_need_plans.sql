-- One row per child in need plan, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the plan's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the referral
--   begins_on, ends_on              the start and the end of the plan
--   the other columns are fields of the census, and facts that the rules of child_in_need_plans.toml name
WITH parts AS (
  SELECT p.*, c.child_row, c.child, c.UPN, c.born_on, c.CINreferralDate, c.PersonDeathDate, c.no_action, r.first_day, r.last_day,
    count(*) OVER (PARTITION BY c.child_row) AS in_all,
    sum(CASE WHEN p.CINPlanEndDate IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY c.child_row) AS open_in_all
  FROM CINPlanDates p
  JOIN quality_episodes c ON c.record = p.episode
  JOIN quality_years r ON r.return_id = p.return_id
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.child_row = a.child_row AND b.part <> a.part
    AND a.CINPlanStartDate >= b.CINPlanStartDate AND a.CINPlanStartDate <= coalesce(b.CINPlanEndDate, b.last_day)
  WHERE a.in_all > 1
), beside AS (
  SELECT a.part,
    max(CASE WHEN p.episode = a.episode AND p.CPPendDate IS NULL THEN 1 ELSE 0 END) AS open_plan,
    max(CASE WHEN a.CINPlanStartDate >= p.CPPstartDate
      AND (a.CINPlanStartDate < p.CPPendDate OR (p.CPPendDate IS NULL AND a.CINPlanStartDate <= a.last_day)) THEN 1 ELSE 0 END) AS started_in,
    max(CASE WHEN p.CPPstartDate >= a.CINPlanStartDate
      AND (p.CPPstartDate < a.CINPlanEndDate OR (a.CINPlanEndDate IS NULL AND p.CPPstartDate <= a.last_day)) THEN 1 ELSE 0 END) AS open_then
  FROM parts a JOIN quality_protection_plans p ON p.child_row = a.child_row
  GROUP BY a.part
)
SELECT p.return_id, p.part AS record, p.child, p.UPN, p.born_on, p.CINreferralDate AS referred_on, p.CINPlanStartDate AS begins_on,
  p.CINPlanEndDate AS ends_on,
  p.CINPlanStartDate, p.CINPlanEndDate,
  p.CINPlanStartDate IS NULL AS no_start,
  coalesce(p.CINPlanStartDate > p.last_day, FALSE) AS start_after_the_year,
  p.no_action AS of_no_action,
  coalesce(p.CINPlanStartDate < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.CINPlanStartDate > p.PersonDeathDate, FALSE) AS start_after_death,
  coalesce(p.CINPlanEndDate > p.PersonDeathDate, FALSE) AS end_after_death,
  coalesce(p.CINPlanEndDate < p.CINPlanStartDate, FALSE) AS end_before_start,
  coalesce(p.CINPlanEndDate = p.CINPlanStartDate, FALSE) AS ends_the_day_it_starts,
  coalesce(p.CINPlanEndDate NOT BETWEEN p.first_day AND p.last_day, FALSE) AS end_outside_the_year,
  p.CINPlanEndDate IS NULL AS is_open,
  p.CINPlanEndDate IS NULL AND p.open_in_all > 1 AS several_open,
  o.part IS NOT NULL AS overlaps_another,
  coalesce(b.open_plan = 1, FALSE) AS protection_plan_is_open,
  coalesce(b.started_in = 1, FALSE) AS started_during_a_protection_plan,
  coalesce(b.open_then = 1, FALSE) AS open_when_a_protection_plan_started
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
LEFT JOIN beside b ON b.part = p.part
