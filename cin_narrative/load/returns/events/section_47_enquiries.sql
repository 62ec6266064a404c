-- One row per section 47 enquiry that started in the year.
--   return_id  the return
--   episode    the module it belongs to
--   child      LAchildID
SELECT s.return_id, s.episode, e.child
FROM Section47 s
JOIN episodes e ON e.episode = s.episode
JOIN returns r ON r.return_id = s.return_id
WHERE s.S47ActualStartDate BETWEEN r.first_day AND r.last_day
