-- One row per return, with the days that rules count from.
--   return_id, area, year, first_day, last_day   the return, the authority, its reporting year, 1 April and 31 March
--   no_action_from      the last working day before the year: no referral before it may lead to nothing (8569Q)
--   assessed_from       the day 45 working days before 31 March: who was first seen before it should have been assessed (8670Q)
--   conferred_from      the day 15 working days before 31 March (8675Q)
--   school_age_from     who was born on it or before is of school age (8770Q): at five in September from 2025, at six before
SELECT r.return_id, r.area, r.year, r.first_day, r.last_day,
  min(CASE WHEN c.working_day = b.working_day THEN c.day END) AS no_action_from,
  min(CASE WHEN c.working_day = e.working_day - 44 THEN c.day END) AS assessed_from,
  min(CASE WHEN c.working_day = e.working_day - 14 THEN c.day END) AS conferred_from,
  CAST(CASE WHEN r.year < 2025 THEN r.last_day ELSE r.last_day + INTERVAL 153 DAY END - INTERVAL 6 YEAR AS DATE) AS school_age_from
FROM returns r
JOIN calendar b ON b.day = CAST(r.first_day - INTERVAL 1 DAY AS DATE)
JOIN calendar e ON e.day = CAST(r.last_day - INTERVAL 1 DAY AS DATE)
JOIN calendar c ON c.working_day IN (b.working_day, e.working_day - 44, e.working_day - 14)
GROUP BY r.return_id, r.area, r.year, r.first_day, r.last_day
