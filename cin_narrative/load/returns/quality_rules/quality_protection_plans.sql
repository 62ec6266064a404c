-- One row per child protection plan, with a true/false column for each thing that can be wrong.
--   return_id, child   the return; LAchildID
--   the other columns are named after the rules of rules.toml
WITH parts AS (
  SELECT p.*, c.child_row, c.LAchildID AS child, c.CINreferralDate, r.first_day, r.last_day,
    coalesce(p.CPPstartDate BETWEEN r.first_day AND r.last_day, FALSE) AS started
  FROM ChildProtectionPlans p
  JOIN CINdetails c ON c.episode = p.episode
  JOIN returns r ON r.return_id = p.return_id
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.child_row = a.child_row AND b.part <> a.part
    AND a.CPPstartDate >= b.CPPstartDate AND a.CPPstartDate < coalesce(b.CPPendDate, b.last_day)
), held AS (
  SELECT DISTINCT child_row, held_on FROM (
    SELECT c.child_row, s.DateOfInitialCPC AS held_on FROM Section47 s JOIN CINdetails c ON c.episode = s.episode
    UNION ALL SELECT child_row, DateOfInitialCPC FROM CINdetails
  ) conferences WHERE held_on IS NOT NULL
), early AS (
  SELECT DISTINCT v.part FROM Reviews v JOIN ChildProtectionPlans p ON p.part = v.part WHERE v.CPPreviewDate <= p.CPPstartDate
), late AS (
  SELECT DISTINCT v.part FROM Reviews v JOIN parts p ON p.part = v.part WHERE v.CPPreviewDate > p.last_day
)
SELECT p.return_id, p.child,
  p.CPPstartDate IS NULL AS no_start,
  coalesce(p.CPPstartDate > p.last_day, FALSE) AS start_after_the_year,
  p.started AND h.child_row IS NULL AS start_without_conference,
  coalesce(p.CPPstartDate < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.CPPendDate < p.CPPstartDate, FALSE) AS end_before_start,
  coalesce(p.CPPendDate = p.CPPstartDate, FALSE) AS ends_the_day_it_starts,
  coalesce(p.CPPendDate NOT BETWEEN p.first_day AND p.last_day, FALSE) AS end_outside_the_year,
  p.CPPendDate IS NULL AND sum(CASE WHEN p.CPPendDate IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY p.child_row) > 1 AS several_open,
  o.part IS NOT NULL AS overlaps_another,
  p.NumberOfPreviousCPP IS NULL AS previous_plans_missing,
  coalesce(p.InitialCategoryOfAbuse, '') NOT IN ('NEG', 'PHY', 'SAB', 'EMO', 'MUL')
    OR coalesce(p.LatestCategoryOfAbuse, '') NOT IN ('NEG', 'PHY', 'SAB', 'EMO', 'MUL') AS category_missing,
  e.part IS NOT NULL AS review_not_after_start,
  l.part IS NOT NULL AS review_after_the_year
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
LEFT JOIN held h ON h.child_row = p.child_row AND h.held_on = p.CPPstartDate
LEFT JOIN early e ON e.part = p.part
LEFT JOIN late l ON l.part = p.part
