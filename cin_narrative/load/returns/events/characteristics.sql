-- One row per child and group of DfE's cross-tables that the child belongs to.
--   return_id       the return
--   child_row       the child's number in this load
--   characteristic  female, male, unknown, unborn; aged_5_to_9; female_aged_5_to_9; known_ethnicity; white, mixed ...
--   of_age_or_sex   true for the groups by age and sex, false for those by ethnicity
SELECT return_id, child_row, sex AS characteristic, TRUE AS of_age_or_sex FROM children
UNION ALL
SELECT return_id, child_row, 'aged_' || age_band, TRUE FROM children WHERE age_band <> 'unborn'
UNION ALL
SELECT return_id, child_row, sex || '_aged_' || age_band, TRUE FROM children
WHERE age_band <> 'unborn' AND sex IN ('female', 'male')
UNION ALL
SELECT return_id, child_row, 'known_ethnicity', FALSE FROM children WHERE ethnicity_known
UNION ALL
SELECT return_id, child_row, ethnic_group, FALSE FROM children WHERE ethnicity_known
