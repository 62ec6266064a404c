-- One row per initial child protection conference of the year: those after a section 47 enquiry, and those recorded with
-- the referral (a child on a plan who moved in from another authority). The same date in both counts once.
--   return_id      the return
--   episode        the module it belongs to
--   child          LAchildID
--   days           working days from the start of the enquiry (moved in: from the referral); nothing where held before it
--   duration_band  0_to_10_days, 11_to_15_days, 16_to_20_days, 21_days_or_more
--   moved_in       true for a conference recorded with the referral
WITH held AS (
  SELECT s.return_id, s.episode, s.DateOfInitialCPC AS held_on, s.S47ActualStartDate AS counted_from, FALSE AS moved_in
  FROM Section47 s
  UNION ALL
  SELECT c.return_id, c.episode, c.DateOfInitialCPC, c.CINreferralDate, TRUE
  FROM CINdetails c
  LEFT JOIN (SELECT DISTINCT episode, DateOfInitialCPC FROM Section47) s
    ON s.episode = c.episode AND s.DateOfInitialCPC = c.DateOfInitialCPC
  WHERE s.episode IS NULL
), timed AS (
  SELECT h.return_id, h.episode, h.moved_in,
    CASE WHEN h.held_on >= h.counted_from THEN f.working_day - s.working_day END AS days
  FROM held h
  JOIN returns r ON r.return_id = h.return_id
  LEFT JOIN calendar s ON s.day = greatest(h.counted_from, DATE '$first_calendar_day') AND h.counted_from IS NOT NULL
  LEFT JOIN calendar f ON f.day = h.held_on
  WHERE h.held_on BETWEEN r.first_day AND r.last_day
)
SELECT t.return_id, t.episode, e.child, t.days,
  CASE WHEN t.days IS NULL THEN NULL WHEN t.days <= 10 THEN '0_to_10_days' WHEN t.days <= 15 THEN '11_to_15_days'
       WHEN t.days <= 20 THEN '16_to_20_days' ELSE '21_days_or_more' END AS duration_band,
  t.moved_in
FROM timed t
JOIN episodes e ON e.episode = t.episode
