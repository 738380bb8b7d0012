using System.Globalization;
using System.Numerics;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// A decimal number without rounding. A double stands for the shortest decimal that reads back as it, which is what the person
/// wrote: 0.1 is one tenth and not the binary fraction beside it. Doubles from 2^53 on are integers and stand for themselves.
/// </summary>
/// <param name="Mantissa">Digits, with sign.</param>
/// <param name="Exponent">Power of ten that they are multiplied with.</param>
internal readonly record struct ExactDecimal(BigInteger Mantissa, int Exponent)
{
    private const double FirstWithoutFraction = 9007199254740992;

    /// <summary>The number that a finite double stands for.</summary>
    public static ExactDecimal Of(double value)
    {
        if (Math.Abs(value) >= FirstWithoutFraction || value == Math.Truncate(value))
        {
            return new ExactDecimal(new BigInteger(value), 0);
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], CultureInfo.InvariantCulture);
        string digits = exponentAt < 0 ? text : text[..exponentAt];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        return new ExactDecimal(BigInteger.Parse(digits, CultureInfo.InvariantCulture), exponent);
    }

    /// <summary>The sum.</summary>
    public static ExactDecimal operator +(ExactDecimal a, ExactDecimal b)
    {
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return new ExactDecimal(a.At(exponent) + b.At(exponent), exponent);
    }

    /// <summary>The difference.</summary>
    public static ExactDecimal operator -(ExactDecimal a, ExactDecimal b) => a + new ExactDecimal(-b.Mantissa, b.Exponent);

    /// <summary>The product.</summary>
    public static ExactDecimal operator *(ExactDecimal a, ExactDecimal b) => new(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    /// <summary>The largest integer that is not above the quotient.</summary>
    public BigInteger FloorOver(ExactDecimal divisor)
    {
        int exponent = Math.Min(Exponent, divisor.Exponent);
        BigInteger quotient = BigInteger.DivRem(At(exponent), divisor.At(exponent), out BigInteger rest);
        return !rest.IsZero && rest.Sign != divisor.Mantissa.Sign ? quotient - 1 : quotient;
    }

    /// <summary>The smallest integer that is not below the quotient.</summary>
    public BigInteger CeilingOver(ExactDecimal divisor) => -new ExactDecimal(-Mantissa, Exponent).FloorOver(divisor);

    /// <summary>Plain digits, without an exponent and without zeros at the end of the fraction.</summary>
    public override string ToString()
    {
        string digits = BigInteger.Abs(At(Math.Min(Exponent, 0))).ToString(CultureInfo.InvariantCulture);
        if (Exponent < 0)
        {
            digits = digits.PadLeft(1 - Exponent, '0');
            digits = digits.Insert(digits.Length + Exponent, ".").TrimEnd('0').TrimEnd('.');
        }

        return Mantissa.Sign < 0 ? $"-{digits}" : digits;
    }

    private BigInteger At(int exponent) => Mantissa * BigInteger.Pow(10, Exponent - exponent);
}
