-- One row per referral of the year, whatever came of it.
--   return_id, area, episode, child_row, child, referral_date   as in episodes.sql
--   no_further_action, assessed_as_not_in_need, source, month   as in episodes.sql
--   rereferral             true where the same child was referred within the 12 months before, by this return or the
--                          authority's return of the year before; exactly 12 months is inside, the same day is not
SELECT e.return_id, e.area, e.episode, e.child_row, e.child, e.referral_date, e.no_further_action,
  e.assessed_as_not_in_need, e.source, e.month, b.episode IS NOT NULL AS rereferral
FROM episodes e
LEFT JOIN (
  SELECT DISTINCT n.episode
  FROM (
    SELECT e.episode, e.return_id, e.area, e.child, e.referral_date, r.previous_return_id
    FROM episodes e JOIN returns r ON r.return_id = e.return_id WHERE e.referred
  ) n
  JOIN episodes p ON p.area = n.area AND p.child = n.child
    AND (p.return_id = n.return_id OR p.return_id = n.previous_return_id)
    AND p.referral_date < n.referral_date
    AND p.referral_date >= n.referral_date - INTERVAL '$rereferral_months' MONTH
) b ON b.episode = e.episode
WHERE e.referred
