-- One row per CINdetails module, with a true/false column for each thing that can be wrong.
--   return_id, child   the return; LAchildID
--   the other columns are named after the rules of rules.toml
WITH modules AS (
  SELECT c.*, r.first_day, r.last_day,
    c.DateOfInitialCPC IS NOT NULL OR coalesce(x.more, 0) > 0 AS more_done, coalesce(x.assessed, 0) > 0 AS assessed,
    NOT coalesce(c.ReferralNFA, FALSE) AND c.CINclosureDate IS NULL AS is_open
  FROM CINdetails c
  JOIN returns r ON r.return_id = c.return_id
  LEFT JOIN (
    SELECT episode, sum(assessed) AS assessed, sum(more) AS more FROM (
      SELECT episode, 1 AS assessed, 0 AS more FROM Assessments
      UNION ALL SELECT episode, 0, 1 FROM Section47
      UNION ALL SELECT episode, 0, 1 FROM ChildProtectionPlans
      UNION ALL SELECT episode, 0, 1 FROM CINPlanDates
    ) parts GROUP BY episode
  ) x ON x.episode = c.episode
), overlapping AS (
  SELECT DISTINCT a.episode
  FROM modules a
  JOIN modules b ON b.child_row = a.child_row AND b.episode <> a.episode AND NOT coalesce(b.ReferralNFA, FALSE)
    AND a.CINreferralDate >= b.CINreferralDate
    AND a.CINreferralDate < coalesce(b.CINclosureDate, b.last_day)
)
SELECT m.return_id, m.LAchildID AS child,
  m.ReferralNFA IS NULL AS nfa_missing,
  coalesce(m.ReferralNFA, FALSE) AND (m.more_done OR m.assessed) AS nfa_with_activity,
  m.is_open AND sum(CASE WHEN m.is_open THEN 1 ELSE 0 END) OVER (PARTITION BY m.child_row) > 1 AS several_open,
  m.is_open AND coalesce(m.CINreferralDate < max(m.CINreferralDate) OVER (PARTITION BY m.child_row), FALSE) AS open_but_not_latest,
  o.episode IS NOT NULL AS overlaps_another,
  m.CINreferralDate IS NULL AS no_referral_date,
  coalesce(m.CINreferralDate > m.last_day, FALSE) AS referral_after_the_year,
  coalesce(m.CINclosureDate NOT BETWEEN m.first_day AND m.last_day, FALSE) AS closure_outside_the_year,
  coalesce(m.CINclosureDate < m.CINreferralDate, FALSE) AS closure_before_referral,
  m.CINclosureDate IS NOT NULL AND m.ReasonForClosure IS NULL AS closure_without_reason,
  m.CINclosureDate IS NULL AND m.ReasonForClosure IS NOT NULL AS reason_without_closure,
  coalesce(m.ReasonForClosure NOT IN ('RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7', 'RC8', 'RC9'), FALSE) AS reason_invalid,
  coalesce(m.ReasonForClosure IN ('RC8', 'RC9'), FALSE) AND m.more_done AS rc8_with_activity,
  coalesce(m.ReasonForClosure IN ('RC8', 'RC9'), FALSE) AND NOT m.assessed AS rc8_without_assessment,
  NOT coalesce(m.ReferralNFA, FALSE) AND coalesce(m.PrimaryNeedCode, '') NOT IN
    ('N0', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9') AS need_missing,
  coalesce(m.ReferralSource, '') NOT IN ('1A', '1B', '1C', '1D', '2A', '2B', '3A', '3B', '3C', '3D', '3E', '3F', '4',
    '5A', '5B', '5C', '5D', '6', '7', '8', '9', '10') AS source_missing,
  count(*) OVER (PARTITION BY m.child_row, m.CINreferralDate) > 1 AND m.CINreferralDate IS NOT NULL AS two_on_one_day
FROM modules m
LEFT JOIN overlapping o ON o.episode = m.episode
