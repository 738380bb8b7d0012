using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using Xunit;

namespace OtEdge.Tests.Conduits.Recording;

/// <summary>The table counts exactly, within its bounds, whatever the peers do.</summary>
public sealed class FlowTableTests
{
    private static readonly Decision Allowed = new(DecisionReason.Allowed, 3);
    private readonly FlowCount[] handed = new FlowCount[256];

    [Theory]
    [InlineData(OperationClass.Read, 3, -1, 0, 0, 0, 0, 0)]
    [InlineData(OperationClass.Call, 255, 65535, 255, 65535, 65537, 65535, 4095)]
    [InlineData(OperationClass.Malformed, 0, 0, 1, 1, 1, 1, 1)]
    public void A_key_keeps_every_fact(
        OperationClass operationClass, int code, int sub, int unit, int address, int count, int file, int client)
    {
        var key = FlowKey.Of(client, new Operation
        {
            Class = operationClass,
            Function = new FunctionId((byte)code, sub),
            Unit = (byte)unit,
            Space = RegisterSpace.FileRecord,
            Address = address,
            Count = count,
            File = file,
        });

        Assert.NotEqual(default, key);
        Assert.Equal(
            (operationClass, new FunctionId((byte)code, sub), (byte)unit, RegisterSpace.FileRecord, address, count, file, client),
            (key.Class, key.Function, key.Unit, key.Space, key.Address, key.Count, key.File, key.Client));
    }

    [Fact]
    public void Counts_are_told_by_verdict_with_the_last_decision()
    {
        var table = new FlowTable(16, 1);
        FlowKey key = Read(table.Clients.NumberOf(IPAddress.Loopback), 7, 10);
        table.Touch(key, VerdictWord.Allowed, Allowed, RuleSet.None);
        table.Touch(key, VerdictWord.WouldBeRefused, new Decision(DecisionReason.Range), RuleSet.None);
        table.Touch(key, VerdictWord.Refused, new Decision(DecisionReason.Rate, 1), Policies.Narrow);

        FlowCount only = Assert.Single(HandOutAll(table));

        Assert.Equal((3L, 1L, 1L), (only.Times, only.WouldBeRefused, only.Refused));
        Assert.Equal((VerdictWord.Refused, new Decision(DecisionReason.Rate, 1)), (only.LastVerdict, only.LastDecision));
        Assert.Same(Policies.Narrow, only.Rules);
        Assert.Equal((IPAddress.Loopback, 7, 10), (only.Client, only.Address, only.Count));
        Assert.Empty(HandOutAll(table));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261122)]
    public void Every_operation_is_counted_once_or_said_to_be_lost(int seed)
    {
        var random = new Random(seed);
        var table = new FlowTable(64, (ulong)seed);
        for (int number = 0; number < 3; number++)
        {
            Assert.Equal(number, table.Clients.NumberOf(new IPAddress([10, 0, 0, (byte)number])));
        }

        var expected = new Dictionary<FlowKey, long>();
        var actual = new Dictionary<FlowKey, long>();
        for (int i = 0; i < 50_000; i++)
        {
            FlowKey key = Read(random.Next(3), random.Next(100), 1);
            if (table.Touch(key, VerdictWord.Allowed, Allowed, RuleSet.None))
            {
                expected[key] = expected.GetValueOrDefault(key) + 1;
            }

            if (random.Next(50) == 0)
            {
                Add(actual, handed.AsSpan(0, table.HandOut(handed.AsSpan(0, random.Next(40)))));
            }
        }

        Add(actual, HandOutAll(table).ToArray());
        Assert.True(expected.Count > 64, $"seed {seed}: more flows than cells must have been seen");
        Assert.Equal(expected.OrderBy(pair => (pair.Key.Place, pair.Key.Deed)), actual.OrderBy(pair => (pair.Key.Place, pair.Key.Deed)));

        void Add(Dictionary<FlowKey, long> sums, ReadOnlySpan<FlowCount> counts)
        {
            foreach (FlowCount count in counts)
            {
                FlowKey key = Read(count.Client!.GetAddressBytes()[3], count.Address, count.Count);
                sums[key] = sums.GetValueOrDefault(key) + count.Times;
            }
        }
    }

    [Fact]
    public void A_sweep_over_all_addresses_does_not_blind_the_table()
    {
        var table = new FlowTable(256, 42);
        FlowKey poll = Read(0, 100, 10);
        long polled = 0;
        long counted = 0;
        long lost = 0;
        for (int address = 0; address < 65_536; address++)
        {
            lost += table.Touch(Read(1, address, 1), VerdictWord.Allowed, Allowed, RuleSet.None) ? 0 : 1;
            if (address % 100 == 0)
            {
                polled++;
                lost += table.Touch(poll, VerdictWord.Allowed, Allowed, RuleSet.None) ? 0 : 1;
            }

            if (address % 150 == 0)
            {
                counted += HandOutAll(table).Where(count => count.Count == 10).Sum(count => count.Times);
            }
        }

        counted += HandOutAll(table).Where(count => count.Count == 10).Sum(count => count.Times);
        Assert.InRange(counted, polled * 95 / 100, polled);
        Assert.InRange(lost, 0, 65_536 / 20);
    }

    [Fact]
    public void A_full_table_makes_room_once_it_was_handed_out()
    {
        var table = new FlowTable(16, 7);
        for (int address = 0; address < 16; address++)
        {
            Assert.True(table.Touch(Read(0, address, 1), VerdictWord.Allowed, Allowed, RuleSet.None));
        }

        Assert.False(table.Touch(Read(0, 16, 1), VerdictWord.Allowed, Allowed, RuleSet.None));
        Assert.Equal(16, HandOutAll(table).Count);
        Assert.True(table.Touch(Read(0, 16, 1), VerdictWord.Allowed, Allowed, RuleSet.None));
        Assert.Equal(16, Assert.Single(HandOutAll(table)).Address);
    }

    [Fact]
    public void Clients_beyond_the_bound_count_as_others()
    {
        var clients = new ClientNumbers();
        for (int i = 0; i < FlowKey.OtherClients; i++)
        {
            Assert.Equal(i, clients.NumberOf(new IPAddress(i + 1)));
        }

        Assert.Equal(FlowKey.OtherClients, clients.NumberOf(new IPAddress(99_999)));
        Assert.Equal(5, clients.NumberOf(new IPAddress(6)));
        Assert.Null(clients.AddressOf(FlowKey.OtherClients));
    }

    private static FlowKey Read(int client, int address, int count) => FlowKey.Of(client, new Operation
    {
        Class = OperationClass.Read,
        Function = new FunctionId(3),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = count,
    });

    private List<FlowCount> HandOutAll(FlowTable table)
    {
        var all = new List<FlowCount>();
        for (int taken = table.HandOut(handed); taken > 0; taken = table.HandOut(handed))
        {
            all.AddRange(handed.AsSpan(0, taken));
        }

        return all;
    }
}
