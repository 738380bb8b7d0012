namespace OtEdge.Core.Traffic.Regimes;

/// <summary>How a process value is compared.</summary>
public enum ComparisonOperator
{
    /// <summary>Equal, <c>==</c>.</summary>
    Equal = 0,

    /// <summary>Not equal, <c>!=</c>.</summary>
    NotEqual,

    /// <summary>Less, <c>&lt;</c>.</summary>
    Less,

    /// <summary>Less or equal, <c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary>Greater, <c>&gt;</c>.</summary>
    Greater,

    /// <summary>Greater or equal, <c>&gt;=</c>.</summary>
    GreaterOrEqual,
}
