-- One row per child of a return, with a true/false column for each thing that can be wrong.
--   return_id, child   the return; LAchildID
--   the other columns are named after the rules of rules.toml
SELECT c.return_id, c.LAchildID AS child,
  c.LAchildID IS NULL AS no_identifier,
  c.LAchildID IS NOT NULL AND count(*) OVER (PARTITION BY c.return_id, c.LAchildID) > 1 AS identifier_twice,
  min(c.LAchildID) OVER (PARTITION BY r.area, c.spelling) <> max(c.LAchildID) OVER (PARTITION BY r.area, c.spelling)
    AS identifier_alike,
  c.UPN IS NOT NULL AND count(*) OVER (PARTITION BY c.return_id, c.UPN) > 1 AS upn_twice,
  e.child_row IS NULL AS no_referral,
  c.PersonBirthDate IS NULL AND c.ExpectedPersonBirthDate IS NULL AS no_birth_date,
  c.PersonBirthDate IS NOT NULL AND c.ExpectedPersonBirthDate IS NOT NULL AS two_birth_dates,
  coalesce(c.PersonBirthDate > r.last_day, FALSE) AS born_after_the_year,
  coalesce(days_between(c.PersonBirthDate, r.last_day) > 9131, FALSE) AS over_25,
  c.PersonBirthDate IS NULL AND coalesce(days_between(c.ExpectedPersonBirthDate, r.last_day) > 30
    OR days_between(r.last_day, c.ExpectedPersonBirthDate) > 280, FALSE) AS expected_date_far_off,
  coalesce(days_between(e.first_referral, coalesce(c.PersonBirthDate, c.ExpectedPersonBirthDate)) > 280, FALSE)
    AS referred_long_before_birth,
  coalesce(c.Sex, c.GenderCurrent, '') NOT IN ('F', 'M', 'U', '0', '1', '2', '9') AS sex_missing,
  coalesce(c.Ethnicity, '') NOT IN ('WBRI', 'WIRI', 'WIRT', 'WROM', 'WOTH', 'MWBC', 'MWBA', 'MWAS', 'MOTH', 'AIND',
    'APKN', 'ABAN', 'AOTH', 'CHNE', 'BCRB', 'BAFR', 'BOTH', 'OOTH', 'REFU', 'NOBT') AS ethnicity_invalid,
  c.PersonBirthDate IS NOT NULL AND d.child_row IS NULL AS disability_missing,
  coalesce(d.nones > 0 AND d.codes > d.nones, FALSE) AS none_with_others,
  coalesce(d.codes > d.kinds, FALSE) AS disability_repeated,
  coalesce(d.invalid > 0, FALSE) AS disability_invalid
FROM (SELECT *, trim(leading '0' from replace(upper(LAchildID), ' ', '')) AS spelling FROM Child) c
JOIN returns r ON r.return_id = c.return_id
LEFT JOIN (SELECT child_row, min(CINreferralDate) AS first_referral FROM CINdetails GROUP BY child_row) e
  ON e.child_row = c.child_row
LEFT JOIN (
  SELECT child_row, count(*) AS codes, count(DISTINCT Disability) AS kinds,
    sum(CASE WHEN Disability = 'NONE' THEN 1 ELSE 0 END) AS nones,
    sum(CASE WHEN Disability IN ('NONE', 'MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'BEH', 'CON', 'AUT', 'DDA')
      THEN 0 ELSE 1 END) AS invalid
  FROM Disabilities GROUP BY child_row
) d ON d.child_row = c.child_row
