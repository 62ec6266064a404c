-- One row per episode of need open at 31 March and group by age and sex that its child belongs to.
--   return_id       the return
--   episode         the module's number in this load
--   characteristic  female, aged_5_to_9, female_aged_5_to_9 ... (characteristics.sql)
--   primary_need    the code; N0 where missing
SELECT e.return_id, e.episode, c.characteristic, e.primary_need
FROM episodes e
JOIN characteristics c ON c.child_row = e.child_row AND c.of_age_or_sex
WHERE e.open_at_31_march
