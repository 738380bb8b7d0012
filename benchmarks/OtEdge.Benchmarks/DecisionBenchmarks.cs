using System.Net;
using BenchmarkDotNet.Attributes;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Benchmarks;

/// <summary>Hop 4 of a frame's journey: one decision, spread over 1024 operations that differ in unit and address.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private const int OperationCount = 1024;

    private static readonly ClientIdentity Client = new(IPAddress.Parse("10.20.0.11"));

    private readonly JudgingMemory memory = new();
    private readonly JudgingTime now = new(0, DateTimeOffset.UnixEpoch);
    private readonly (byte Unit, int Address)[] places = new (byte, int)[OperationCount];
    private readonly byte[] data = new byte[20];
    private PolicyDocument policy = null!;
    private ClientRules client = null!;

    [Params(10, 1_000, 100_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        policy = new PolicyDocument
        {
            Name = "benchmark",
            Protocol = ConduitProtocol.ModbusTcp,
            Rules = [.. Enumerable.Range(0, Rules).Select(i => RuleOf(i, random))],
        };
        client = RuleSet.Compile(policy).For(Client);
        for (int i = 0; i < OperationCount; i++)
        {
            Rule rule = policy.Rules[random.Next(Rules)];
            places[i] = ((byte)rule.Units[0].First, rule.Ranges[0].Range.First);
        }
    }

    [Benchmark(OperationsPerInvoke = OperationCount)]
    public int Read()
    {
        int allowed = 0;
        foreach ((byte unit, int address) in places)
        {
            Operation operation = new()
            {
                Class = OperationClass.Read,
                Function = new FunctionId(3),
                Unit = unit,
                Space = RegisterSpace.HoldingRegister,
                Address = address,
                Count = 10,
            };
            allowed += client.Decide(operation, memory, Client, now).IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    [Benchmark(OperationsPerInvoke = OperationCount)]
    public int WriteWithValueLimits()
    {
        int allowed = 0;
        foreach ((byte unit, int address) in places)
        {
            Operation operation = new()
            {
                Class = OperationClass.Write,
                Function = new FunctionId(16),
                Unit = unit,
                Space = RegisterSpace.HoldingRegister,
                Address = address,
                Count = 10,
                Data = data,
            };
            allowed += client.Decide(operation, memory, Client, now).IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    [Benchmark]
    public RuleSet Compile() => RuleSet.Compile(policy);

    private static Rule RuleOf(int number, Random random)
    {
        int unit = 1 + (number % 8), first = random.Next(65_000);
        bool isWrite = number % 4 == 0;
        return new Rule
        {
            Id = $"r{number}",
            Clients = number % 3 == 0 ? [] : [new ClientSelector("scada", [IPNetwork.Parse("10.20.0.0/24")])],
            Units = [new AddressRange(unit, unit)],
            Classes = isWrite ? OperationClasses.Write : OperationClasses.Read,
            Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(first, first + 9 + random.Next(30)))],
            Values = isWrite
                ? [new ValueLimit(RegisterSpace.HoldingRegister, first, new ValueLayout(ProcessValueType.Float32), 0, 85)]
                : [],
        };
    }
}
