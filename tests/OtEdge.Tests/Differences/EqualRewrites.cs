using System.Net;
using OtEdge.Core.Policy;

namespace OtEdge.Tests.Differences;

/// <summary>Writes a policy differently without changing what it means.</summary>
internal sealed class EqualRewrites(Random random)
{
    public PolicyDocument Of(PolicyDocument policy)
    {
        IEnumerable<Rule> rules = policy.Rules;

        // Two rules have two budgets, and a rule that stands before a rated one spares its budget; so those keep their number.
        bool isRated = policy.Rules.Any(rule => rule.Rate is not null);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            rules = random.Next(isRated ? 4 : 8) switch
            {
                0 => rules.Select(SpellUnits),
                1 => rules.Select(SplitRanges),
                2 => rules.Select(SplitNetworks),
                3 => rules.Select(SpellFunctions),
                4 => rules.SelectMany(SplitUnits),
                5 => rules.SelectMany(SplitFunctions),
                6 => rules.SelectMany(SplitSpaces),
                _ => rules.SelectMany(rule => new[] { rule, rule }),
            };
        }

        Rule[] listed = [.. rules];
        if (!isRated)
        {
            random.Shuffle(listed);
        }

        PinnedRefusal[] pins = [.. policy.Pinned.SelectMany(pin => pin.Units.Count == 0
            ? new[] { pin with { Units = [new AddressRange(0, 2)] }, pin with { Units = [new AddressRange(3, 255)] } }
            : [pin with { Ranges = [.. pin.Ranges, .. pin.Ranges] }])];
        return policy with
        {
            Rules = [.. listed.Select((rule, index) => rule with { Id = $"rewritten{index}" })],
            Pinned = [.. pins.Select((pin, index) => pin with { Id = $"pinned{index}" })],
        };
    }

    private static IEnumerable<Rule> SplitUnits(Rule rule)
    {
        IReadOnlyList<AddressRange> units = rule.Units.Count == 0 ? [new AddressRange(0, 255)] : rule.Units;
        return units.SelectMany(range => range.First == range.Last
            ? [rule with { Units = [range] }]
            : new[] { rule with { Units = [range with { Last = range.First }] }, rule with { Units = [range with { First = range.First + 1 }] } });
    }

    private static Rule SpellUnits(Rule rule) => rule with { Units = rule.Units.Count == 0 ? [new AddressRange(0, 99), new AddressRange(90, 255)] : [.. rule.Units.Reverse(), .. rule.Units] };

    private static IEnumerable<Rule> SplitFunctions(Rule rule)
    {
        foreach (OperationClasses one in new[] { OperationClasses.Read, OperationClasses.Write, OperationClasses.Admin })
        {
            if (rule.Classes.HasFlag(one))
            {
                yield return rule with { Classes = one, Functions = [] };
            }
        }

        foreach (FunctionId function in rule.Functions)
        {
            yield return rule with { Classes = OperationClasses.None, Functions = [function] };
        }
    }

    // Function 23 is a read and a write, so only a rule for both classes may name it.
    private static Rule SpellFunctions(Rule rule) => rule with
    {
        Classes = OperationClasses.None,
        Functions =
        [
            .. rule.Functions,
            .. RealOperations.All.Where(one => rule.Classes.HasFlag((OperationClasses)(1 << (int)one.Class)) && one.Function.Code != 23)
                .Select(one => one.Function),
        ],
    } is { Functions.Count: > 0 } spelled && (rule.Classes & (OperationClasses.Read | OperationClasses.Write)) is var both
        ? both == (OperationClasses.Read | OperationClasses.Write)
            ? spelled with { Functions = [.. spelled.Functions, new FunctionId(23)] }
            : spelled with { Classes = both }
        : rule;

    private static IEnumerable<Rule> SplitSpaces(Rule rule)
    {
        var spaces = rule.Ranges.GroupBy(range => (range.Space, range.File)).ToArray();
        return spaces.Length < 2 ? [rule] : spaces.Select(space => rule with { Ranges = [.. space] });
    }

    private static Rule SplitRanges(Rule rule) => rule with
    {
        Ranges =
        [
            .. rule.Ranges.Reverse().SelectMany(range => range.Range.First == range.Range.Last
                ? [range]
                : new[]
                {
                    range with { Range = range.Range with { Last = range.Range.Last - 1 } },
                    range with { Range = range.Range with { First = range.Range.Last } },
                }),
        ],
    };

    private static Rule SplitNetworks(Rule rule) => rule with { Clients = [.. rule.Clients.SelectMany(Halves)] };

    private static IEnumerable<ClientSelector> Halves(ClientSelector client)
    {
        if (client.Addresses is not [var network] || network.PrefixLength > 30)
        {
            return [client];
        }

        byte[] upper = network.BaseAddress.GetAddressBytes();
        upper[network.PrefixLength / 8] |= (byte)(0x80 >> (network.PrefixLength % 8));
        return
        [
            client with { Addresses = [new IPNetwork(network.BaseAddress, network.PrefixLength + 1)] },
            client with { Addresses = [new IPNetwork(new IPAddress(upper), network.PrefixLength + 1)] },
        ];
    }
}
