-- One row per CINdetails module: one referral, and perhaps one episode of need. DfE's flags.
--   return_id              the return
--   area                   the authority's three-digit code
--   episode                the module's number in this load
--   child_row              the child's number in this load
--   child                  LAchildID
--   referral_date          CINreferralDate
--   closure_date           CINclosureDate
--   referred               true for a referral of the year; of two on one day for one child, the first only
--   no_further_action      ReferralNFA
--   assessed_as_not_in_need  closed RC8 or RC9, with an assessment, and nothing else done
--   in_need                an episode of need: neither of the two above
--   started                an episode of need that began in the year
--   ended                  an episode of need that closed in the year (31 March included)
--   open_at_31_march       an episode of need still open after 31 March
--   open_with_known_ethnicity, open_with_disability   open at 31 March, and the child's ethnicity is known, a disability recorded
--   at_any_point           open at 31 March or ended in the year
--   awaiting_assessment    open, no assessment completed, no section 47 enquiry, no child protection plan (our reading)
--   duration_band          of the time from referral to closure, or to 31 March where open
--   primary_need           the code; N0 where missing or no code
--   source                 the code of the source; 10 where missing or no code
--   reason                 RC1 to RC7; unknown where missing, or RC8 or RC9 with more done, or no code
--   month                  the month of the referral
--   age_band, sex, age_and_sex, ethnicity, ethnic_group, ethnicity_known, disability_recorded   of the child (children.sql)
WITH done AS (
  SELECT episode, max(assessed) AS assessed, max(completed) AS completed, max(enquired) AS enquired,
    max(protected) AS protected, max(planned) AS planned
  FROM (
    SELECT episode, 1 AS assessed, CASE WHEN AssessmentAuthorisationDate IS NULL THEN 0 ELSE 1 END AS completed,
      0 AS enquired, 0 AS protected, 0 AS planned FROM Assessments
    UNION ALL SELECT episode, 0, 0, 1, 0, 0 FROM Section47
    UNION ALL SELECT episode, 0, 0, 0, 1, 0 FROM ChildProtectionPlans
    UNION ALL SELECT episode, 0, 0, 0, 0, 1 FROM CINPlanDates
  ) parts
  GROUP BY episode
), facts AS (
  SELECT c.return_id, r.area, r.first_day, r.last_day, c.episode, c.child_row, c.LAchildID AS child,
    c.CINreferralDate AS referral_date, c.CINclosureDate AS closure_date, c.ReferralSource, c.PrimaryNeedCode,
    CASE WHEN c.CINclosureDate IS NOT NULL THEN c.ReasonForClosure END AS closure_reason,
    coalesce(c.ReferralNFA, FALSE) AS no_further_action,
    coalesce(d.assessed, 0) = 1 AS assessed, coalesce(d.completed, 0) = 1 AS completed,
    coalesce(d.enquired, 0) = 1 AS enquired, coalesce(d.protected, 0) = 1 AS protected,
    c.DateOfInitialCPC IS NOT NULL OR coalesce(d.enquired, 0) = 1 OR coalesce(d.protected, 0) = 1
      OR coalesce(d.planned, 0) = 1 AS more_done,
    row_number() OVER (PARTITION BY c.return_id, c.LAchildID, c.CINreferralDate
      ORDER BY CASE WHEN c.ReferralNFA THEN $no_further_action_rank ELSE 0 END, c.episode) AS of_the_day
  FROM CINdetails c
  JOIN returns r ON r.return_id = c.return_id
  LEFT JOIN done d ON d.episode = c.episode
), flagged AS (
  SELECT facts.*,
    coalesce(referral_date BETWEEN first_day AND last_day, FALSE) AND of_the_day = 1 AS referred,
    NOT no_further_action AND coalesce(closure_reason IN ('RC8', 'RC9'), FALSE) AND assessed AND NOT more_done
      AS assessed_as_not_in_need
  FROM facts
), needed AS (
  SELECT flagged.*, NOT no_further_action AND NOT assessed_as_not_in_need AS in_need,
    coalesce(referral_date <= last_day AND (closure_date IS NULL OR closure_date > last_day), FALSE) AS is_open,
    coalesce(closure_date BETWEEN first_day AND last_day AND closure_date >= referral_date, FALSE) AS is_closed,
    days_between(referral_date, CASE WHEN closure_date <= last_day THEN closure_date ELSE last_day END) AS days
  FROM flagged
)
SELECT n.return_id, n.area, n.episode, n.child_row, n.child, n.referral_date, n.closure_date, n.referred,
  n.no_further_action, n.assessed_as_not_in_need, n.in_need,
  n.in_need AND n.referred AS started,
  n.in_need AND n.is_closed AS ended,
  n.in_need AND n.is_open AS open_at_31_march,
  n.in_need AND n.is_open AND k.ethnicity_known AS open_with_known_ethnicity,
  n.in_need AND n.is_open AND k.disability_recorded AS open_with_disability,
  n.in_need AND (n.is_open OR n.is_closed) AS at_any_point,
  n.in_need AND n.is_open AND NOT n.completed AND NOT n.enquired AND NOT n.protected AS awaiting_assessment,
  CASE WHEN n.days IS NULL THEN NULL WHEN n.days <= $three_months_days THEN '3_months_or_less'
       WHEN n.days <= $six_months_days THEN 'more_than_3_to_6_months'
       WHEN n.days < $one_year_days THEN 'more_than_6_months_to_under_1_year'
       WHEN n.days < $two_years_days THEN '1_year_to_under_2_years' ELSE '2_years_or_more' END AS duration_band,
  CASE WHEN n.PrimaryNeedCode IN ('N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9') THEN n.PrimaryNeedCode
       ELSE 'N0' END AS primary_need,
  CASE WHEN n.ReferralSource IN ('1A', '1B', '1C', '1D', '2A', '2B', '3A', '3B', '3C', '3D', '3E', '3F', '4', '5A',
    '5B', '5C', '5D', '6', '7', '8', '9') THEN n.ReferralSource ELSE '10' END AS source,
  CASE WHEN n.closure_reason IN ('RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7') THEN n.closure_reason
       ELSE 'unknown' END AS reason,
  CASE extract(month FROM n.referral_date) WHEN 1 THEN 'january' WHEN 2 THEN 'february' WHEN 3 THEN 'march'
    WHEN 4 THEN 'april' WHEN 5 THEN 'may' WHEN 6 THEN 'june' WHEN 7 THEN 'july' WHEN 8 THEN 'august'
    WHEN 9 THEN 'september' WHEN 10 THEN 'october' WHEN 11 THEN 'november' WHEN 12 THEN 'december' END AS month,
  k.age_band, k.sex, k.age_and_sex, k.ethnicity, k.ethnic_group, k.ethnicity_known, k.disability_recorded
FROM needed n
JOIN children k ON k.child_row = n.child_row
