-- One row per child protection plan, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the plan's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the referral
--   begins_on, ends_on              the start and the end of the plan
--   the other columns are fields of the census, and facts that the rules of protection_plans.toml name
WITH parts AS (
  SELECT p.*, c.child_row, c.child, c.UPN, c.born_on, c.CINreferralDate, c.PersonDeathDate, c.no_action, c.DateOfInitialCPC,
    r.first_day, r.last_day, count(*) OVER (PARTITION BY c.child_row) AS in_all,
    sum(CASE WHEN p.CPPendDate IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY c.child_row) AS open_in_all
  FROM ChildProtectionPlans p
  JOIN quality_episodes c ON c.record = p.episode
  JOIN quality_years r ON r.return_id = p.return_id
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.child_row = a.child_row AND b.part <> a.part
    AND a.CPPstartDate >= b.CPPstartDate AND a.CPPstartDate <= coalesce(b.CPPendDate, b.last_day)
  WHERE a.in_all > 1
), held AS (
  SELECT DISTINCT episode, DateOfInitialCPC AS held_on FROM Section47 WHERE DateOfInitialCPC IS NOT NULL
)
SELECT p.return_id, p.part AS record, p.child, p.UPN, p.born_on, p.CINreferralDate AS referred_on, p.CPPstartDate AS begins_on,
  p.CPPendDate AS ends_on,
  p.child_row, p.episode, p.last_day, p.CPPstartDate, p.CPPendDate, p.NumberOfPreviousCPP, p.InitialCategoryOfAbuse, p.LatestCategoryOfAbuse,
  p.CPPstartDate IS NULL AS no_start,
  coalesce(p.CPPstartDate > p.last_day, FALSE) AS start_after_the_year,
  coalesce(p.CPPstartDate BETWEEN p.first_day AND p.last_day, FALSE) AS started_in_the_year,
  p.no_action AS of_no_action,
  h.episode IS NOT NULL OR coalesce(p.CPPstartDate = p.DateOfInitialCPC, FALSE) AS starts_with_a_conference,
  coalesce(p.CPPstartDate < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.CPPstartDate > p.PersonDeathDate, FALSE) AS start_after_death,
  coalesce(p.CPPendDate > p.PersonDeathDate, FALSE) AS end_after_death,
  coalesce(p.CPPendDate < p.CPPstartDate, FALSE) AS end_before_start,
  coalesce(p.CPPendDate = p.CPPstartDate, FALSE) AS ends_the_day_it_starts,
  coalesce(p.CPPendDate NOT BETWEEN p.first_day AND p.last_day, FALSE) AS end_outside_the_year,
  p.CPPendDate IS NULL AND p.open_in_all > 1 AS several_open,
  o.part IS NOT NULL AS overlaps_another,
  p.NumberOfPreviousCPP IS NULL AS previous_plans_missing,
  coalesce(p.InitialCategoryOfAbuse, '') NOT IN ('NEG', 'PHY', 'SAB', 'EMO', 'MUL') AS initial_category_missing,
  coalesce(p.LatestCategoryOfAbuse, '') NOT IN ('NEG', 'PHY', 'SAB', 'EMO', 'MUL') AS latest_category_missing
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
LEFT JOIN held h ON h.episode = p.episode AND h.held_on = p.CPPstartDate
