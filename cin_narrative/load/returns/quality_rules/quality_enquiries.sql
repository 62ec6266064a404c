-- One row per section 47 enquiry, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the enquiry's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the referral
--   begins_on, ends_on              the start of the enquiry and its conference
--   the other columns are fields of the census, and facts that the rules of enquiries.toml name
--   a day is a weekend where it is a whole number of weeks from Saturday 6 January 1900, or from the day after
WITH several AS (
  SELECT episode, sum(CASE WHEN DateOfInitialCPC IS NULL AND NOT coalesce(ICPCnotRequired, FALSE) THEN 1 ELSE 0 END) AS unresolved_in_all
  FROM Section47 GROUP BY episode HAVING count(*) > 1
), parts AS (
  SELECT s.*, c.child, c.UPN, c.born_on, c.CINreferralDate, c.CINclosureDate, r.first_day, r.last_day, r.conferred_from,
    s.DateOfInitialCPC IS NULL AND NOT coalesce(s.ICPCnotRequired, FALSE) AS unresolved,
    m.episode IS NOT NULL AS is_of_several, m.unresolved_in_all,
    s.DateOfInitialCPC = c.DateOfInitialCPC AS also_with_referral
  FROM Section47 s
  JOIN quality_episodes c ON c.record = s.episode
  JOIN quality_years r ON r.return_id = s.return_id
  LEFT JOIN several m ON m.episode = s.episode
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.episode = a.episode AND b.part <> a.part AND (b.DateOfInitialCPC IS NOT NULL OR b.unresolved)
    AND a.S47ActualStartDate >= b.S47ActualStartDate AND a.S47ActualStartDate <= coalesce(b.DateOfInitialCPC, b.last_day)
  WHERE a.is_of_several
), days_off AS (
  SELECT d.day FROM calendar d JOIN calendar e ON e.day = CAST(d.day - INTERVAL 1 DAY AS DATE) AND e.working_day = d.working_day
)
SELECT p.return_id, p.part AS record, p.child, p.UPN, p.born_on, p.CINreferralDate AS referred_on, p.S47ActualStartDate AS begins_on,
  p.DateOfInitialCPC AS ends_on,
  p.S47ActualStartDate, p.InitialCPCtarget, p.DateOfInitialCPC, p.ICPCnotRequired,
  p.S47ActualStartDate IS NULL AS no_start,
  coalesce(p.S47ActualStartDate < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.DateOfInitialCPC < p.S47ActualStartDate, FALSE) AS after_the_conference,
  p.unresolved AS is_unresolved,
  coalesce(p.S47ActualStartDate NOT BETWEEN p.first_day AND p.last_day, FALSE) AS started_in_another_year,
  coalesce(p.S47ActualStartDate < p.conferred_from, FALSE) AS started_long_ago,
  p.CINclosureDate IS NOT NULL AS case_is_closed,
  p.unresolved AND coalesce(p.unresolved_in_all > 1, FALSE) AS several_unresolved,
  o.part IS NOT NULL AS overlaps_another,
  coalesce(p.DateOfInitialCPC NOT BETWEEN p.first_day AND p.last_day, FALSE) AS conference_outside_the_year,
  coalesce(p.DateOfInitialCPC < p.CINreferralDate, FALSE) AS conference_before_referral,
  coalesce(p.also_with_referral, FALSE) AS conference_twice,
  coalesce(days_between(DATE '1900-01-06', p.DateOfInitialCPC) % 7 < 2, FALSE) AS conference_on_a_weekend,
  d.day IS NOT NULL AS conference_on_a_day_off,
  coalesce(days_between(DATE '1900-01-06', p.InitialCPCtarget) % 7 < 2, FALSE) AS target_on_a_weekend
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
LEFT JOIN days_off d ON d.day = p.DateOfInitialCPC
