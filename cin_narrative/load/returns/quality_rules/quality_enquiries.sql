-- One row per section 47 enquiry, with a true/false column for each thing that can be wrong.
--   return_id, child   the return; LAchildID
--   the other columns are named after the rules of rules.toml
WITH parts AS (
  SELECT s.*, c.LAchildID AS child, c.CINreferralDate, c.CINclosureDate, r.first_day, r.last_day, l.working_day - b.working_day AS days_open,
    s.DateOfInitialCPC IS NULL AND NOT coalesce(s.ICPCnotRequired, FALSE) AS unresolved,
    s.DateOfInitialCPC = c.DateOfInitialCPC AS also_with_referral
  FROM Section47 s
  JOIN CINdetails c ON c.episode = s.episode
  JOIN returns r ON r.return_id = s.return_id
  LEFT JOIN calendar b ON b.day = s.S47ActualStartDate
  LEFT JOIN calendar l ON l.day = r.last_day
)
SELECT p.return_id, p.child,
  p.S47ActualStartDate IS NULL AS no_start,
  coalesce(p.S47ActualStartDate < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.DateOfInitialCPC < p.S47ActualStartDate, FALSE) AS after_the_conference,
  p.unresolved AND coalesce(p.S47ActualStartDate < p.first_day, FALSE) AS open_from_before_the_year,
  p.unresolved AND p.CINclosureDate IS NOT NULL AS unresolved_on_a_closed_case,
  p.unresolved AND coalesce(p.days_open > 15, FALSE) AS open_over_15_days,
  coalesce(p.DateOfInitialCPC NOT BETWEEN p.first_day AND p.last_day, FALSE) AS conference_outside_the_year,
  coalesce(p.DateOfInitialCPC < p.CINreferralDate, FALSE) AS conference_before_referral,
  coalesce(p.also_with_referral, FALSE) AS conference_twice,
  coalesce(w.working_day = v.working_day, FALSE) AS conference_on_a_day_off
FROM parts p
LEFT JOIN calendar w ON w.day = p.DateOfInitialCPC
LEFT JOIN (SELECT day, lag(working_day) OVER (ORDER BY day) AS working_day FROM calendar) v ON v.day = p.DateOfInitialCPC
