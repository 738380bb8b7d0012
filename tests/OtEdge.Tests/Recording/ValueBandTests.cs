using OtEdge.Host.Recording;
using Xunit;

namespace OtEdge.Tests.Recording;

public sealed class ValueBandTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.9, "0")]
    [InlineData(-0.9, "0")]
    [InlineData(1.5, "1")]
    [InlineData(-1, "-1")]
    [InlineData(2, "2-3")]
    [InlineData(3.99, "2-3")]
    [InlineData(64, "64-127")]
    [InlineData(127, "64-127")]
    [InlineData(-64, "-127 to -64")]
    [InlineData(-127.9, "-127 to -64")]
    [InlineData(65535, "32768-65535")]
    [InlineData(9.3e18, "9223372036854775808-18446744073709551615")]
    [InlineData(1e30, "2^64 or more")]
    [InlineData(-1e30, "-2^64 or less")]
    [InlineData(double.PositiveInfinity, "2^64 or more")]
    [InlineData(double.NaN, "not a number")]
    public void A_value_falls_into_its_band(double value, string expected) => Assert.Equal(expected, ValueBand.Of(value));
}
