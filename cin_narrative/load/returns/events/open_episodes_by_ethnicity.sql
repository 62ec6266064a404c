-- One row per episode of need open at 31 March, group by age and sex, and group by ethnicity that its child belongs to.
--   return_id       the return
--   episode         the module's number in this load
--   characteristic  female, aged_5_to_9, female_aged_5_to_9 ... (characteristics.sql)
--   ethnicity_line  known_ethnicity, and the group: white, mixed ...
SELECT e.return_id, e.episode, c.characteristic, g.characteristic AS ethnicity_line
FROM episodes e
JOIN characteristics c ON c.child_row = e.child_row AND c.of_age_or_sex
JOIN characteristics g ON g.child_row = e.child_row AND NOT g.of_age_or_sex
WHERE e.open_at_31_march
