-- One row per child in need plan (collected since the year ending March 2022).
--   return_id         the return
--   episode           the module it belongs to
--   child             LAchildID
--   started           true for a plan that started in the year
--   ended             true for a plan that ended in the year
--   open_at_31_march  started by 31 March and not ended by then
--   at_any_point      open at 31 March or ended in the year
SELECT p.return_id, p.episode, e.child, p.started, p.ended, p.open_at_31_march, p.open_at_31_march OR p.ended AS at_any_point
FROM (
  SELECT c.return_id, c.episode,
    coalesce(c.CINPlanStartDate BETWEEN r.first_day AND r.last_day, FALSE) AS started,
    coalesce(c.CINPlanEndDate BETWEEN r.first_day AND r.last_day, FALSE) AS ended,
    coalesce(c.CINPlanStartDate <= r.last_day AND (c.CINPlanEndDate IS NULL OR c.CINPlanEndDate > r.last_day), FALSE)
      AS open_at_31_march
  FROM CINPlanDates c
  JOIN returns r ON r.return_id = c.return_id
) p
JOIN episodes e ON e.episode = p.episode
