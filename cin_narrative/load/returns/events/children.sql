-- One row per child of a return, with what DfE's breakdowns say of a child.
--   return_id            the return
--   child_row            the child's number in this load
--   child                LAchildID
--   born                 PersonBirthDate
--   unborn               true with an expected date of birth and no date of birth
--   age_band             age in completed years at 31 March: unborn, under_1, 1_to_4, 5_to_9, 10_to_15, 16_and_over
--   sex                  female, male, unknown; an unborn child has a line of its own: unborn
--   age_and_sex          the two together: female_1_to_4; unknown and unborn undivided
--   ethnicity            the code, where it is a known one
--   ethnic_group         the published group (Chinese is in the Asian group since the 2024 release)
--   ethnicity_known      true unless refused, not obtained, missing or no code
--   disability_recorded  true with any valid code but NONE
WITH bands AS (
  SELECT c.return_id, c.child_row, c.LAchildID AS child, c.PersonBirthDate AS born, r.last_day,
    c.PersonBirthDate IS NULL AND c.ExpectedPersonBirthDate IS NOT NULL AS unborn,
    CASE WHEN coalesce(c.Sex, c.GenderCurrent) IN ('F', '2') THEN 'female'
         WHEN coalesce(c.Sex, c.GenderCurrent) IN ('M', '1') THEN 'male' ELSE 'unknown' END AS stated_sex,
    extract(year FROM r.last_day) - extract(year FROM c.PersonBirthDate)
      - CASE WHEN extract(month FROM c.PersonBirthDate) > 3 THEN 1 ELSE 0 END AS age,
    CASE WHEN c.Ethnicity IN ('WBRI', 'WIRI', 'WIRT', 'WROM', 'WOTH', 'MWBC', 'MWBA', 'MWAS', 'MOTH', 'AIND', 'APKN',
      'ABAN', 'AOTH', 'CHNE', 'BCRB', 'BAFR', 'BOTH', 'OOTH') THEN c.Ethnicity END AS ethnicity,
    coalesce(d.recorded, 0) = 1 AS disability_recorded
  FROM Child c
  JOIN returns r ON r.return_id = c.return_id
  LEFT JOIN (
    SELECT child_row, max(CASE WHEN Disability IN ('MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'BEH', 'CON',
      'AUT', 'DDA') THEN 1 ELSE 0 END) AS recorded
    FROM Disabilities GROUP BY child_row
  ) d ON d.child_row = c.child_row
), banded AS (
  SELECT bands.*,
    CASE WHEN unborn THEN 'unborn' WHEN born IS NULL OR born > last_day THEN NULL
         WHEN age < 1 THEN 'under_1' WHEN age < 5 THEN '1_to_4' WHEN age < 10 THEN '5_to_9'
         WHEN age < 16 THEN '10_to_15' ELSE '16_and_over' END AS age_band
  FROM bands
)
SELECT return_id, child_row, child, born, unborn, age_band,
  CASE WHEN unborn THEN 'unborn' ELSE stated_sex END AS sex,
  CASE WHEN unborn THEN 'unborn' WHEN stated_sex = 'unknown' THEN 'unknown'
       ELSE stated_sex || '_' || age_band END AS age_and_sex,
  ethnicity,
  CASE substr(ethnicity, 1, 1) WHEN 'W' THEN 'white' WHEN 'M' THEN 'mixed' WHEN 'A' THEN 'asian_or_asian_british'
    WHEN 'C' THEN 'asian_or_asian_british' WHEN 'B' THEN 'black_or_black_british'
    WHEN 'O' THEN 'other_ethnic_group' END AS ethnic_group,
  ethnicity IS NOT NULL AS ethnicity_known,
  disability_recorded
FROM banded
