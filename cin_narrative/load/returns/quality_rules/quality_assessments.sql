-- One row per assessment, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the assessment's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the referral
--   begins_on, ends_on              the start and the completion of the assessment
--   the other columns are fields of the census, and facts that the rules of assessments.toml name
WITH found AS (
  SELECT part, count(*) AS codes,
    sum(CASE WHEN AssessmentFactors = '21' THEN 1 ELSE 0 END) AS nothing,
    sum(CASE WHEN AssessmentFactors = '18A' THEN 1 ELSE 0 END) AS of_18a,
    sum(CASE WHEN AssessmentFactors = '19A' THEN 1 ELSE 0 END) AS of_19a,
    sum(CASE WHEN AssessmentFactors IN (
      '1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C', '5A', '5B', '5C', '6A', '6B', '6C',
      '7A', '8B', '8C', '8D', '8E', '8F', '9A', '10A', '11A', '12A', '13A', '14A', '15A', '16A', '17A', '18A', '18B', '18C',
      '19A', '19B', '19C', '20', '21', '22A', '23A', '24A'
    ) THEN 0 ELSE 1 END) AS invalid,
    sum(CASE WHEN AssessmentFactors IN ('18B', '18C', '19B', '19C') THEN 1 ELSE 0 END) AS since_2021,
    sum(CASE WHEN AssessmentFactors = '24A' THEN 1 ELSE 0 END) AS since_2022
  FROM AssessmentFactors GROUP BY part
), repeated AS (
  SELECT DISTINCT part FROM (
    SELECT part FROM AssessmentFactors WHERE AssessmentFactors IS NOT NULL GROUP BY part, AssessmentFactors HAVING count(*) > 1
  ) twice
), several AS (
  SELECT episode, sum(CASE WHEN AssessmentAuthorisationDate IS NULL THEN 1 ELSE 0 END) AS open_in_all
  FROM Assessments GROUP BY episode HAVING count(*) > 1
), parts AS (
  SELECT a.return_id, a.episode, a.part, c.child, c.UPN, c.born_on, c.CINreferralDate, c.CINclosureDate, c.ReasonForClosure,
    c.closed_after_assessment, r.year, r.first_day, r.last_day, r.assessed_from,
    a.AssessmentActualStartDate, a.AssessmentAuthorisationDate,
    coalesce(f.codes, 0) AS codes, coalesce(f.nothing, 0) AS nothing, coalesce(f.of_18a, 0) AS of_18a,
    coalesce(f.of_19a, 0) AS of_19a, coalesce(f.invalid, 0) AS invalid,
    coalesce(f.since_2021, 0) AS since_2021, coalesce(f.since_2022, 0) AS since_2022,
    s.episode IS NULL AS is_alone, coalesce(s.open_in_all, 0) AS open_in_all
  FROM Assessments a
  JOIN quality_episodes c ON c.record = a.episode
  JOIN quality_years r ON r.return_id = a.return_id
  LEFT JOIN found f ON f.part = a.part
  LEFT JOIN several s ON s.episode = a.episode
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.episode = a.episode AND b.part <> a.part
    AND a.AssessmentActualStartDate >= b.AssessmentActualStartDate
    AND a.AssessmentActualStartDate <= coalesce(b.AssessmentAuthorisationDate, b.last_day)
  WHERE NOT a.is_alone
)
SELECT p.return_id, p.part AS record, p.child, p.UPN, p.born_on, p.CINreferralDate AS referred_on, p.AssessmentActualStartDate AS begins_on,
  p.AssessmentAuthorisationDate AS ends_on,
  p.AssessmentActualStartDate, p.AssessmentAuthorisationDate, p.ReasonForClosure,
  p.AssessmentActualStartDate IS NULL AS no_start,
  coalesce(p.AssessmentActualStartDate < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.AssessmentAuthorisationDate < p.AssessmentActualStartDate, FALSE) AS end_before_start,
  coalesce(p.AssessmentAuthorisationDate NOT BETWEEN p.first_day AND p.last_day, FALSE) AS end_outside_the_year,
  p.AssessmentAuthorisationDate IS NULL AS is_open,
  coalesce(p.AssessmentActualStartDate BETWEEN p.first_day AND p.last_day, FALSE) AS started_in_the_year,
  coalesce(p.AssessmentActualStartDate < p.assessed_from, FALSE) AS started_long_ago,
  p.CINclosureDate IS NOT NULL AS case_is_closed,
  p.closed_after_assessment AS case_is_closed_after_assessment,
  p.is_alone,
  p.AssessmentAuthorisationDate IS NULL AND p.open_in_all > 1 AS several_open,
  o.part IS NOT NULL AS overlaps_another,
  coalesce(p.AssessmentAuthorisationDate >= p.first_day, FALSE) AS completed_since_the_year_began,
  p.codes > 0 AS has_factors,
  p.codes = p.invalid AS no_valid_factor,
  t.part IS NOT NULL AS factor_repeated,
  p.nothing > 0 AS says_nothing_found,
  p.codes > p.nothing AS says_more,
  p.of_18a > 0 AS uses_18a,
  p.of_19a > 0 AS uses_19a,
  p.invalid > 0 AS factor_invalid,
  (p.year < 2021 AND p.since_2021 > 0) OR (p.year < 2022 AND p.since_2022 > 0) AS factor_of_a_later_collection
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
LEFT JOIN repeated t ON t.part = p.part
