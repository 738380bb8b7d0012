namespace OtEdge.Settings.Model;

/// <summary>One comparison of a process value: <c>filler.state == 6</c>.</summary>
/// <param name="Tag">Name of the process value.</param>
/// <param name="Operator">One of ==, !=, &lt;, &lt;=, &gt;, &gt;=.</param>
/// <param name="Number">What it is compared with; null when it is compared with <paramref name="Word"/>.</param>
/// <param name="Word">A text that it is compared with by == or !=; null when it is compared with a number.</param>
public sealed record TagComparison(string Tag, string Operator, double? Number, string? Word);
