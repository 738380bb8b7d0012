namespace OtEdge.Core.Findings.Alerts;

/// <summary>The addresses that findings touched, told in few spans.</summary>
internal static class AlertSpans
{
    /// <summary>The span of one finding; empty when it has no addresses.</summary>
    public static IReadOnlyList<AlertSpan> Of(Finding finding) =>
        finding is { Space: { } space, Address: { } first, Count: { } count } && count > 0
            ? [new AlertSpan(finding.Unit ?? 0, space, first, first + count - 1)]
            : [];

    /// <summary>Spans that hold those of the finding, too: one for each unit and space, as far as there is room.</summary>
    public static IReadOnlyList<AlertSpan> With(IReadOnlyList<AlertSpan> spans, Finding finding)
    {
        if (Of(finding) is not [var more])
        {
            return spans;
        }

        for (int i = 0; i < spans.Count; i++)
        {
            AlertSpan span = spans[i];
            if (span.Unit != more.Unit || span.Space != more.Space)
            {
                continue;
            }

            if (span.First <= more.First && span.Last >= more.Last)
            {
                return spans;
            }

            AlertSpan[] wider = [.. spans];
            wider[i] = span with { First = Math.Min(span.First, more.First), Last = Math.Max(span.Last, more.Last) };
            return wider;
        }

        return spans.Count < AlertLimits.SpansMax ? [.. spans, more] : spans;
    }
}
