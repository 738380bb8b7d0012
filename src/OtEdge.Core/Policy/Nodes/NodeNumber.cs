using System.Globalization;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>One number of a value: exact when it is an integer, so that 64 bits compare without rounding.</summary>
public readonly record struct NodeNumber
{
    private NodeNumber(bool isInteger, Int128 integer, double real)
    {
        IsInteger = isInteger;
        Integer = integer;
        Real = real;
    }

    /// <summary>True for integers and booleans.</summary>
    public bool IsInteger { get; }

    /// <summary>The integer; 0 for floats.</summary>
    public Int128 Integer { get; }

    /// <summary>The float, or the integer rounded.</summary>
    public double Real { get; }

    /// <summary>An integer.</summary>
    public static NodeNumber Of(Int128 integer) => new(true, integer, (double)integer);

    /// <summary>A float.</summary>
    public static NodeNumber OfReal(double real) => new(false, 0, real);

    /// <inheritdoc/>
    public override string ToString() =>
        IsInteger ? Integer.ToString(CultureInfo.InvariantCulture) : Real.ToString(CultureInfo.InvariantCulture);
}
