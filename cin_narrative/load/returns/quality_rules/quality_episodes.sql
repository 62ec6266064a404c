-- One row per CINdetails module, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the module's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the referral
--   begins_on, ends_on              the referral again; the closure
--   the other columns are fields of the census, and facts that the rules of episodes.toml name
WITH done AS (
  SELECT episode, sum(assessed) AS assessed, sum(enquired) AS enquired, sum(planned) AS planned, max(latest) AS latest FROM (
    SELECT episode, 1 AS assessed, 0 AS enquired, 0 AS planned,
      greatest(AssessmentActualStartDate, AssessmentAuthorisationDate) AS latest FROM Assessments
    UNION ALL SELECT episode, 0, 1, 0, greatest(S47ActualStartDate, DateOfInitialCPC) FROM Section47
    UNION ALL SELECT episode, 0, 0, 1, CPPendDate FROM ChildProtectionPlans
    UNION ALL SELECT episode, 0, 0, 1, greatest(CINPlanStartDate, CINPlanEndDate) FROM CINPlanDates
  ) parts GROUP BY episode
), modules AS (
  SELECT c.*, r.first_day, r.last_day, r.no_action_from, k.UPN, k.PersonDeathDate,
    coalesce(k.PersonBirthDate, k.ExpectedPersonBirthDate) AS born_on,
    coalesce(x.assessed, 0) > 0 AS assessed, coalesce(x.enquired, 0) > 0 AS enquired, coalesce(x.planned, 0) > 0 AS planned, x.latest,
    coalesce(c.ReferralNFA, FALSE) AS no_action,
    NOT coalesce(c.ReferralNFA, FALSE) AND c.CINclosureDate IS NULL AS is_open,
    coalesce(c.ReasonForClosure IN ('RC8', 'RC9'), FALSE) AS closed_after_assessment
  FROM CINdetails c
  JOIN quality_years r ON r.return_id = c.return_id
  JOIN Child k ON k.child_row = c.child_row
  LEFT JOIN done x ON x.episode = c.episode
), several AS (
  SELECT child_row, sum(CASE WHEN is_open THEN 1 ELSE 0 END) AS open_cases, max(CINreferralDate) AS latest_on
  FROM modules GROUP BY child_row HAVING count(*) > 1
), same_day AS (
  SELECT child_row, CINreferralDate FROM modules GROUP BY child_row, CINreferralDate HAVING count(*) > 1
), overlapping AS (
  SELECT DISTINCT a.episode
  FROM several s
  JOIN modules a ON a.child_row = s.child_row
  JOIN modules b ON b.child_row = a.child_row AND b.episode <> a.episode AND (b.CINclosureDate IS NOT NULL OR b.is_open)
    AND a.CINreferralDate >= b.CINreferralDate AND a.CINreferralDate < coalesce(b.CINclosureDate, b.last_day)
)
SELECT m.return_id, m.episode AS record, m.LAchildID AS child, m.UPN, m.born_on, m.CINreferralDate AS referred_on,
  m.CINreferralDate AS begins_on, m.CINclosureDate AS ends_on,
  m.child_row, m.PersonDeathDate, m.CINreferralDate, m.CINclosureDate, m.ReasonForClosure, m.PrimaryNeedCode, m.ReferralSource,
  m.DateOfInitialCPC, m.ReferralNFA,
  m.ReferralNFA IS NULL AS nfa_missing,
  m.no_action,
  m.assessed AS is_assessed,
  m.enquired AS has_enquiry,
  m.DateOfInitialCPC IS NOT NULL AS has_conference,
  m.DateOfInitialCPC IS NOT NULL OR m.enquired OR m.planned AS more_done,
  coalesce(m.CINreferralDate < m.no_action_from, FALSE) AS referred_before_the_eve,
  m.is_open AND coalesce(s.open_cases > 1, FALSE) AS several_open,
  m.is_open AND coalesce(m.CINreferralDate < s.latest_on, FALSE) AS open_but_not_latest,
  o.episode IS NOT NULL AS overlaps_another,
  m.CINreferralDate IS NULL AS no_referral_date,
  coalesce(m.CINreferralDate > m.last_day, FALSE) AS referral_after_the_year,
  coalesce(days_between(m.CINreferralDate, m.born_on) > 280, FALSE) AS referred_long_before_birth,
  coalesce(m.PersonDeathDate < m.CINreferralDate, FALSE) AS referred_after_death,
  m.PersonDeathDate IS NULL AS no_date_of_death,
  coalesce(m.CINclosureDate NOT BETWEEN m.first_day AND m.last_day, FALSE) AS closure_outside_the_year,
  coalesce(m.CINclosureDate < m.CINreferralDate, FALSE) AS closure_before_referral,
  coalesce(m.CINclosureDate < m.latest OR m.CINclosureDate < m.DateOfInitialCPC, FALSE) AS activity_after_closure,
  m.CINclosureDate IS NOT NULL AND m.ReasonForClosure IS NULL AS closure_without_reason,
  m.CINclosureDate IS NULL AND m.ReasonForClosure IS NOT NULL AS reason_without_closure,
  coalesce(m.ReasonForClosure NOT IN ('RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7', 'RC8', 'RC9'), FALSE) AS reason_invalid,
  coalesce(m.ReasonForClosure = 'RC2', FALSE) AS closed_by_death,
  m.closed_after_assessment,
  m.PrimaryNeedCode IS NULL AS no_need,
  coalesce(m.PrimaryNeedCode NOT IN ('N0', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9'), FALSE) AS need_invalid,
  coalesce(m.ReferralSource NOT IN ('1A', '1B', '1C', '1D', '2A', '2B', '3A', '3B', '3C', '3D', '3E', '3F',
    '4', '5A', '5B', '5C', '5D', '6', '7', '8', '9', '10'), TRUE) AS source_missing,
  coalesce(m.CINreferralDate < DATE '2013-04-01', FALSE) AS made_before_sources,
  d.child_row IS NOT NULL AS two_on_one_day
FROM modules m
LEFT JOIN several s ON s.child_row = m.child_row
LEFT JOIN same_day d ON d.child_row = m.child_row AND d.CINreferralDate = m.CINreferralDate
LEFT JOIN overlapping o ON o.episode = m.episode
