-- One row per child of a return, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the child's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the first referral
--   begins_on, ends_on              the same date of birth; the date of death
--   the other columns are fields of the census, and facts that the rules of children.toml name
WITH referred AS (
  SELECT child_row, min(CINreferralDate) AS first_on, max(CINclosureDate) AS closed_on,
    max(CASE WHEN CINclosureDate IS NULL THEN 1 ELSE 0 END) AS open_cases,
    max(CASE WHEN ReferralNFA THEN 0 ELSE 1 END) AS going_further
  FROM CINdetails GROUP BY child_row
), coded AS (
  SELECT child_row, count(*) AS codes, count(DISTINCT Disability) AS kinds,
    sum(CASE WHEN Disability = 'NONE' THEN 1 ELSE 0 END) AS nones,
    sum(CASE WHEN Disability IN ('NONE', 'MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'BEH', 'CON', 'AUT', 'DDA')
      THEN 0 ELSE 1 END) AS invalid
  FROM Disabilities GROUP BY child_row
), named_twice AS (
  SELECT return_id, LAchildID FROM Child WHERE LAchildID IS NOT NULL GROUP BY return_id, LAchildID HAVING count(*) > 1
), numbered_twice AS (
  SELECT return_id, UPN FROM Child WHERE UPN IS NOT NULL GROUP BY return_id, UPN HAVING count(*) > 1
), alike AS (
  SELECT r.area, trim(leading '0' from replace(upper(c.LAchildID), ' ', '')) AS spelling
  FROM Child c
  JOIN returns r ON r.return_id = c.return_id
  WHERE c.LAchildID IS NOT NULL
  GROUP BY r.area, trim(leading '0' from replace(upper(c.LAchildID), ' ', ''))
  HAVING min(c.LAchildID) <> max(c.LAchildID)
), described AS (
  SELECT c.*, r.area, trim(leading '0' from replace(upper(c.LAchildID), ' ', '')) AS spelling,
    r.first_day, r.last_day, r.school_age_from, coalesce(c.PersonBirthDate, c.ExpectedPersonBirthDate) AS born_on,
    CASE WHEN r.year < 2025 THEN c.GenderCurrent ELSE c.Sex END AS sex_of_year, r.year,
    substr(c.UPN, 2, 3) AS authority, substr(c.UPN, 5, 8) AS middle, substr(c.UPN, 13, 1) AS last_sign,
    length(c.UPN) = 13 AS of_13,
    regexp_replace(c.UPN, '^.[0-9]{12}$$', '') = '' AS of_digits
  FROM Child c
  JOIN quality_years r ON r.return_id = c.return_id
)
SELECT c.return_id, c.child_row AS record, c.LAchildID AS child, c.UPN, c.born_on, e.first_on AS referred_on, c.born_on AS begins_on,
  c.PersonDeathDate AS ends_on,
  c.LAchildID, c.FormerUPN, c.UPNunknown, c.PersonBirthDate, c.ExpectedPersonBirthDate, c.PersonDeathDate, c.sex_of_year AS Sex, c.Ethnicity,
  c.LAchildID IS NULL AS no_identifier,
  n.return_id IS NOT NULL AS identifier_twice,
  l.area IS NOT NULL AS identifier_alike,
  coalesce(length(c.LAchildID) > 20, FALSE) AS identifier_too_long,
  coalesce(regexp_replace(c.LAchildID, '^[0-9A-Za-z]+$$', '') <> '', FALSE) AS identifier_with_signs,
  c.UPN IS NOT NULL AS has_upn,
  u.return_id IS NOT NULL AS upn_twice,
  coalesce(c.of_13, FALSE) AS upn_of_13,
  coalesce(c.of_digits, FALSE) AS upn_of_digits,
  CASE WHEN c.of_digits THEN substr(c.UPN, 1, 1) <> substr('ABCDEFGHJKLMNPQRTUVWXYZ', CAST((
      CAST(substr(c.UPN, 2, 1) AS INTEGER) * 2 + CAST(substr(c.UPN, 3, 1) AS INTEGER) * 3 + CAST(substr(c.UPN, 4, 1) AS INTEGER) * 4
    + CAST(substr(c.UPN, 5, 1) AS INTEGER) * 5 + CAST(substr(c.UPN, 6, 1) AS INTEGER) * 6 + CAST(substr(c.UPN, 7, 1) AS INTEGER) * 7
    + CAST(substr(c.UPN, 8, 1) AS INTEGER) * 8 + CAST(substr(c.UPN, 9, 1) AS INTEGER) * 9 + CAST(substr(c.UPN, 10, 1) AS INTEGER) * 10
    + CAST(substr(c.UPN, 11, 1) AS INTEGER) * 11 + CAST(substr(c.UPN, 12, 1) AS INTEGER) * 12 + CAST(substr(c.UPN, 13, 1) AS INTEGER) * 13
    ) % 23 AS INTEGER) + 1, 1) ELSE FALSE END AS upn_letter_is_another,
  coalesce(regexp_replace(c.authority, '^(00[1-5]|20[1-9]|21[0-3]|30[1-9]|31[0-9]|320|33[0-6]|34[0-4]|35[0-9]|37[0-3]|38[0-4]|39[0-4]|420|6[67][0-9]|68[01]'
    || '|70[1-8]|80[0-35-8]|81[0-356]|82[0-356]|83[015-9]|84[0156]|85[0-25-7]|86[015-9]|8[78][0-9]|89[0-6]|90[89]|91[69]|92[15689]|93[135-8]|94[01])$$', '') = ''
    OR (c.year >= 2024 AND c.authority IN ('942', '943')), FALSE) AS upn_of_an_authority,
  coalesce(regexp_replace(c.middle, '^[0-9]{8}$$', '') = '', FALSE) AS upn_middle_of_digits,
  coalesce(regexp_replace(c.last_sign, '^[0-9A-HJ-NP-RT-Z]$$', '') = '', FALSE) AS upn_last_is_allowed,
  coalesce(regexp_replace(c.FormerUPN, '^[A-Za-z][0-9]{11}[A-Za-z0-9]$$', '') <> '', FALSE) AS former_upn_is_misshapen,
  coalesce(c.PersonBirthDate <= c.school_age_from, FALSE) AS of_school_age,
  coalesce(c.UPNunknown IN ('UN2', 'UN3', 'UN4', 'UN5', 'UN6', 'UN7'), FALSE) AS upn_is_excused,
  coalesce(c.UPNunknown = 'UN7', FALSE) AS upn_excused_by_no_action,
  coalesce(e.going_further = 1, FALSE) AS goes_further,
  e.child_row IS NULL AS no_referral,
  c.PersonBirthDate IS NOT NULL AS is_born,
  c.PersonBirthDate IS NULL AND c.ExpectedPersonBirthDate IS NULL AS no_birth_date,
  c.PersonBirthDate IS NOT NULL AND c.ExpectedPersonBirthDate IS NOT NULL AS two_birth_dates,
  coalesce(c.PersonBirthDate > c.last_day, FALSE) AS born_after_the_year,
  coalesce(c.PersonBirthDate + INTERVAL 25 YEAR < c.last_day, FALSE) AS over_25,
  coalesce(e.open_cases = 1 OR e.closed_on > c.PersonBirthDate + INTERVAL 25 YEAR, FALSE) AS served_after_25,
  coalesce(days_between(c.ExpectedPersonBirthDate, c.last_day) > 30 OR days_between(c.last_day, c.ExpectedPersonBirthDate) > 275, FALSE)
    AS expected_date_far_off,
  coalesce(c.PersonDeathDate < c.PersonBirthDate, FALSE) AS died_before_birth,
  coalesce(c.PersonDeathDate NOT BETWEEN c.first_day AND c.last_day, FALSE) AS died_outside_the_year,
  CASE WHEN c.year < 2025 THEN coalesce(c.sex_of_year, '') NOT IN ('0', '1', '2', '9')
    ELSE coalesce(c.sex_of_year, '') NOT IN ('F', 'M', 'U') END AS sex_missing,
  c.PersonBirthDate IS NULL AND c.ExpectedPersonBirthDate IS NOT NULL AND coalesce(c.sex_of_year, '') <> CASE WHEN c.year < 2025 THEN '0' ELSE 'U' END
    AS unborn_with_sex,
  coalesce(c.Ethnicity NOT IN ('WBRI', 'WIRI', 'WIRT', 'WROM', 'WOTH', 'MWBC', 'MWBA', 'MWAS', 'MOTH', 'AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE',
    'BCRB', 'BAFR', 'BOTH', 'OOTH', 'REFU', 'NOBT'), TRUE) AS ethnicity_invalid,
  d.child_row IS NULL AS no_disability_code,
  coalesce(d.invalid > 0, FALSE) AS disability_invalid,
  coalesce(d.nones > 0 AND d.codes > d.nones, FALSE) AS none_with_others,
  coalesce(d.codes > d.kinds, FALSE) AS disability_repeated
FROM described c
LEFT JOIN referred e ON e.child_row = c.child_row
LEFT JOIN coded d ON d.child_row = c.child_row
LEFT JOIN named_twice n ON n.return_id = c.return_id AND n.LAchildID = c.LAchildID
LEFT JOIN numbered_twice u ON u.return_id = c.return_id AND u.UPN = c.UPN
LEFT JOIN alike l ON l.area = c.area AND l.spelling = c.spelling
