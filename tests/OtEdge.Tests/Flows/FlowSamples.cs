using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Tests.Flows;

/// <summary>Flows and operations for tests of the store.</summary>
internal static class FlowSamples
{
    public const string Conduit = "filling-modbus";

    public static DateTimeOffset Start { get; } = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    public static Flow Read(int number, string conduit = Conduit, DateTimeOffset? lastSeen = null) => new()
    {
        Id = $"r-{conduit.Length:x2}{number:x10}",
        Conduit = conduit,
        Client = $"10.20.{number / 200}.{1 + (number % 200)}",
        ClientAsset = number % 2 == 0 ? $"scada-{number}" : null,
        Class = OperationClass.Read,
        Function = new FunctionId(3),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = number,
        Count = 10,
        Times = number + 1,
        FirstSeen = Start,
        LastSeen = lastSeen ?? Start.AddSeconds(number),
        HoursOfWeek = Hours((8, number + 1)),
        LastVerdict = VerdictWord.Allowed,
        LastReason = DecisionReason.Allowed,
        LastRule = "reads",
    };

    public static Flow Write(int number, string conduit = Conduit, DateTimeOffset? lastSeen = null) => Read(number, conduit, lastSeen) with
    {
        Id = $"w-{conduit.Length:x2}{number:x10}",
        Class = OperationClass.Write,
        Function = new FunctionId(8, 1),
        Count = 1,
        ValueBand = "64-127",
        ValueMin = 64.5,
        ValueMax = 90,
        Samples = ["64.5 °C (target-temp)", "90 °C (target-temp)"],
        WouldBeRefused = 3,
        Refused = 2,
        LastVerdict = VerdictWord.Refused,
        LastReason = DecisionReason.Value,
    };

    public static RecordedOperation Operation(Flow flow, DateTimeOffset utc, int value = 0) => new()
    {
        Utc = utc,
        Flow = flow.Id,
        Data = unchecked(new byte[] { (byte)(value >> 8), (byte)value }),
        Verdict = VerdictWord.WouldBeRefused,
        Reason = DecisionReason.Step,
        PolicyDigest = "digest-1",
        Times = 2,
    };

    public static long[] Hours(params (int Hour, long Times)[] counts)
    {
        long[] hours = new long[168];
        foreach ((int hour, long times) in counts)
        {
            hours[hour] = times;
        }

        return hours;
    }
}
