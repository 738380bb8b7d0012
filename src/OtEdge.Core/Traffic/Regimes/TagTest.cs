namespace OtEdge.Core.Traffic.Regimes;

/// <summary>One comparison of a process value with a number or a word.</summary>
/// <param name="Tag">Name of the process value.</param>
/// <param name="Operator">How it is compared; words know only equal and not equal.</param>
/// <param name="Number">What it is compared with; null: with <paramref name="Word"/>.</param>
/// <param name="Word">A text that it is compared with, by ordinal; null: with <paramref name="Number"/>.</param>
public sealed record TagTest(string Tag, ComparisonOperator Operator, double? Number, string? Word = null)
{
    /// <summary>Whether it holds; null when it cannot be said: no reading, a bad one, or a word against a number.</summary>
    public bool? Holds(TagReading? reading)
    {
        if (reading?.Number is { } number && Number is { } against)
        {
            return Operator switch
            {
                // A person who writes 21.5 means the value that the screen shows, so doubles are compared as they are.
                ComparisonOperator.Equal => number.Equals(against),
                ComparisonOperator.NotEqual => !number.Equals(against),
                ComparisonOperator.Less => number < against,
                ComparisonOperator.LessOrEqual => number <= against,
                ComparisonOperator.Greater => number > against,
                _ => number >= against,
            };
        }

        if (reading?.Word is { } word && Word is { } text)
        {
            return Operator switch
            {
                ComparisonOperator.Equal => word == text,
                ComparisonOperator.NotEqual => word != text,
                _ => null,
            };
        }

        return null;
    }
}
