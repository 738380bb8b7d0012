using System.Net;
using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>
/// A synthetic operation that nobody should be allowed, judged by rules off the wire: "zero would be refused" must not mean that
/// nothing is judged.
/// </summary>
/// <param name="Holds">True when the rules said no.</param>
/// <param name="Text">What was asked and what the rules said.</param>
public sealed record PolicyProbe(bool Holds, string Text)
{
    // RFC 5737 and RFC 3849: addresses of documentation, which no plant uses.
    private static readonly IPAddress[] Clients = [IPAddress.Parse("203.0.113.77"), IPAddress.Parse("2001:db8::77")];

    /// <summary>Asks rules about operations of a client that cannot exist, until they refuse one.</summary>
    public static PolicyProbe Of(RuleSet rules, DateTimeOffset now)
    {
        if (rules.Policy is null)
        {
            return new PolicyProbe(false, "there are no rules, so nothing would be refused");
        }

        foreach (IPAddress address in Clients)
        {
            foreach ((OperationClass operationClass, byte function) in
                ((OperationClass, byte)[])[(OperationClass.Write, 6), (OperationClass.Admin, 8), (OperationClass.Admin, 126)])
            {
                var operation = new Operation
                {
                    Class = operationClass,
                    Function = new FunctionId(function, function == 8 ? 1 : -1),
                    Unit = 247,
                    Space = operationClass == OperationClass.Write ? RegisterSpace.HoldingRegister : RegisterSpace.None,
                    Address = operationClass == OperationClass.Write ? ushort.MaxValue : 0,
                    Count = operationClass == OperationClass.Write ? 1 : 0,
                    Data = operationClass == OperationClass.Write ? [0x55, 0xAA] : [],
                };
                var client = new ClientIdentity(address);
                Decision decision = rules.For(client).Decide(operation, new JudgingMemory(), client, new JudgingTime(now.UtcTicks, now));
                if (!decision.IsAllowed)
                {
                    return new PolicyProbe(true, $"{address}: {DecisionText.Of(rules.Policy, operation, decision)}");
                }
            }
        }

        return new PolicyProbe(false, "the rules allow a client that does not exist to write and to administrate: they refuse too little to mean anything");
    }
}
