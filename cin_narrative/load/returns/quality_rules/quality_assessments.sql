-- One row per assessment, with a true/false column for each thing that can be wrong.
--   return_id, child   the return; LAchildID
--   the other columns are named after the rules of rules.toml
WITH parts AS (
  SELECT a.return_id, a.episode, a.part, c.LAchildID AS child, c.CINreferralDate, c.CINclosureDate, r.first_day, r.last_day, r.year,
    a.AssessmentActualStartDate AS started_on, a.AssessmentAuthorisationDate AS done_on,
    l.working_day - s.working_day AS days_open,
    coalesce(f.codes, 0) AS codes, coalesce(f.kinds, 0) AS kinds, coalesce(f.nothing, 0) AS nothing, coalesce(f.withdrawn, 0) AS withdrawn,
    coalesce(f.invalid, 0) AS invalid
  FROM Assessments a
  JOIN CINdetails c ON c.episode = a.episode
  JOIN returns r ON r.return_id = a.return_id
  LEFT JOIN calendar s ON s.day = a.AssessmentActualStartDate
  LEFT JOIN calendar l ON l.day = r.last_day
  LEFT JOIN (
    SELECT part, count(*) AS codes, count(DISTINCT AssessmentFactors) AS kinds,
      sum(CASE WHEN AssessmentFactors = '21' THEN 1 ELSE 0 END) AS nothing,
      sum(CASE WHEN AssessmentFactors IN ('18A', '19A') THEN 1 ELSE 0 END) AS withdrawn,
      sum(CASE WHEN AssessmentFactors IN ('1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C', '5A',
        '5B', '5C', '6A', '6B', '6C', '7A', '8B', '8C', '8D', '8E', '8F', '9A', '10A', '11A', '12A', '13A', '14A', '15A',
        '16A', '17A', '18A', '18B', '18C', '19A', '19B', '19C', '20', '21', '22A', '23A', '24A') THEN 0 ELSE 1 END) AS invalid
    FROM AssessmentFactors GROUP BY part
  ) f ON f.part = a.part
), overlapping AS (
  SELECT DISTINCT a.part
  FROM parts a JOIN parts b ON b.episode = a.episode AND b.part <> a.part
    AND a.started_on >= b.started_on AND a.started_on < coalesce(b.done_on, b.last_day)
)
SELECT p.return_id, p.child,
  p.started_on IS NULL AS no_start,
  coalesce(p.started_on < p.CINreferralDate, FALSE) AS before_referral,
  coalesce(p.done_on < p.started_on, FALSE) AS end_before_start,
  coalesce(p.done_on NOT BETWEEN p.first_day AND p.last_day, FALSE) AS end_outside_the_year,
  p.done_on IS NULL AND p.CINclosureDate IS NOT NULL AS open_on_a_closed_case,
  p.done_on IS NULL AND sum(CASE WHEN p.done_on IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY p.episode) > 1 AS several_open,
  o.part IS NOT NULL AS overlaps_another,
  p.done_on IS NULL AND coalesce(p.days_open > 45, FALSE) AS open_over_45_days,
  p.done_on IS NULL AND p.codes > 0 AS factors_without_completion,
  p.done_on IS NOT NULL AND p.codes = 0 AS completed_without_factors,
  p.codes > p.kinds AS factor_repeated,
  p.nothing > 0 AND p.codes > p.nothing AS nothing_with_factors,
  p.withdrawn > 0 AND p.year >= 2025 AS withdrawn_factor,
  p.invalid > 0 AS factor_invalid
FROM parts p
LEFT JOIN overlapping o ON o.part = p.part
