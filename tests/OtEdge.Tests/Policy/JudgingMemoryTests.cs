using System.Net;
using System.Runtime.CompilerServices;
using OtEdge.Core.Policy;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class JudgingMemoryTests
{
    private static readonly Rule Stepping = new()
    {
        Id = "setpoint",
        Classes = OperationClasses.Write,
        Values = [Given.Value(120, ProcessValueType.UInt32, 0, 100_000, 5)],
    };

    private static readonly Rule Rated = new()
    {
        Id = "pulse",
        Classes = OperationClasses.Write,
        Rate = new RateLimit(3, TimeSpan.FromSeconds(10)),
    };

    [Fact]
    public void Step_is_measured_from_the_last_word_seen_at_each_address()
    {
        RuleSet rules = RuleSet.Compile(Given.Policy(Stepping));
        var memory = new JudgingMemory();
        Assert.True(rules.LearnsValues);
        Assert.Equal(new Decision(DecisionReason.Allowed, 0, DecisionNotes.StepUnknown), Decide(0, 70));
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 121, 1, Given.Bytes(70));
        Assert.Equal(new Decision(DecisionReason.Allowed, 0, DecisionNotes.StepUnknown), Decide(0, 76));
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 100, 21, Given.Bytes([.. new ushort[20], 0]));
        Assert.Equal(new Decision(DecisionReason.Step, 0), Decide(0, 76));
        Assert.Equal(new Decision(DecisionReason.Allowed, 0), Decide(0, 75));
        Assert.Equal(new Decision(DecisionReason.Step, 0), Decide(0, 64));
        memory.Learn(rules, 2, RegisterSpace.HoldingRegister, 120, 2, Given.Bytes(0, 0));
        memory.Learn(rules, 1, RegisterSpace.InputRegister, 120, 2, Given.Bytes(0, 0));
        Assert.Equal(new Decision(DecisionReason.Allowed, 0), Decide(0, 75));

        Decision Decide(params ushort[] words) =>
            rules.For(Given.Scada).Decide(Given.Write(120, words), memory, Given.Scada, Given.Now);
    }

    [Fact]
    public void Learning_survives_short_data_and_the_end_of_the_space()
    {
        RuleSet rules = RuleSet.Compile(Given.Policy(Stepping with { Values = [Given.Value(65534, ProcessValueType.UInt32, maxStep: 1)] }));
        var memory = new JudgingMemory();
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 65530, 125, Given.Bytes(0, 0, 0, 0, 0, 9));
        Assert.Equal(DecisionReason.Step, rules.For(Given.Scada).Decide(Given.Write(65534, 0, 11), memory, Given.Scada, Given.Now).Reason);
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 65534, 2, [1]);
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 65534, 0, []);
        Assert.True(rules.For(Given.Scada).Decide(Given.Write(65534, 0, 10), memory, Given.Scada, Given.Now).IsAllowed);
    }

    [Fact]
    public void Acknowledged_mask_write_moves_the_known_value()
    {
        RuleSet rules = RuleSet.Compile(Given.Policy(Stepping with { Values = [Given.Value(9, ProcessValueType.UInt16, maxStep: 1)] }));
        var memory = new JudgingMemory();
        memory.LearnMask(rules, 1, 9, 0x00FF, 0xFFFF);
        Assert.Equal(DecisionNotes.StepUnknown, Decide(0).Notes);
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 9, 1, Given.Bytes(0x1234));
        memory.LearnMask(rules, 1, 9, 0x00F0, 0x550F);
        Assert.Equal(DecisionReason.Allowed, Decide(0x553F).Reason);
        Assert.Equal(DecisionReason.Step, Decide(0x553D).Reason);
        memory.LearnMask(rules, 2, 9, 0, 0);
        memory.LearnMask(rules, 1, 10, 0, 0);
        Assert.Equal(DecisionReason.Allowed, Decide(0x553F).Reason);

        Decision Decide(ushort word) =>
            rules.For(Given.Scada).Decide(Given.Write(9, word), memory, Given.Scada, Given.Now);
    }

    [Fact]
    public void Rate_is_a_sliding_window_for_each_client()
    {
        ClientRules rules = RuleSet.Compile(Given.Policy(Rated)).For(Given.Scada);
        var memory = new JudgingMemory();
        Assert.Equal(
            [true, true, true, false, false, true, false, true],
            new[] { 0.0, 1, 2, 3, 9.9999999, 10, 10.5, 11 }.Select(seconds => Use(rules, memory, Given.Scada, seconds).IsAllowed));
        Assert.True(Use(rules, memory, Given.Stranger, 11).IsAllowed);
    }

    [Fact]
    public void Only_the_rule_that_allows_is_charged()
    {
        PolicyDocument policy = Given.Policy(
            Rated with { Id = "first", Rate = new RateLimit(1, TimeSpan.FromSeconds(10)) },
            Rated with { Id = "second", Rate = new RateLimit(2, TimeSpan.FromSeconds(10)) });
        ClientRules rules = RuleSet.Compile(policy).For(Given.Scada);
        var memory = new JudgingMemory();
        Assert.Equal(
            [new(DecisionReason.Allowed, 0), new(DecisionReason.Allowed, 1), new(DecisionReason.Allowed, 1), new Decision(DecisionReason.Rate, 0)],
            Enumerable.Range(0, 4).Select(_ => Use(rules, memory, Given.Scada, 0)));
    }

    [Fact]
    public void What_is_remembered_survives_a_swap_of_rules()
    {
        RuleSet before = RuleSet.Compile(Given.Policy(Rated, Stepping));
        RuleSet after = RuleSet.Compile(Given.Policy(
            new Rule { Id = "other", Classes = OperationClasses.Read, Rate = new RateLimit(1, TimeSpan.FromSeconds(1)) },
            Stepping with { Id = "renamed", Values = [Given.Value(30, ProcessValueType.UInt16, maxStep: 1), .. Stepping.Values], Ranges = [Given.Holding(120, 121)] },
            Rated with { Ranges = [Given.Holding(0, 9)] }));
        var memory = new JudgingMemory();
        memory.Learn(before, 1, RegisterSpace.HoldingRegister, 120, 2, Given.Bytes(0, 70));
        ClientRules rules = before.For(Given.Scada);
        Assert.True(Use(rules, memory, Given.Scada, 0).IsAllowed);
        Assert.True(Use(rules, memory, Given.Scada, 0).IsAllowed);
        rules = after.For(Given.Scada);
        Assert.Equal(new Decision(DecisionReason.Allowed, 2), Use(rules, memory, Given.Scada, 1));
        Assert.Equal(new Decision(DecisionReason.Rate, 2), Use(rules, memory, Given.Scada, 1));
        Assert.Equal(new Decision(DecisionReason.Step, 1), rules.Decide(Given.Write(120, 0, 76), memory, Given.Scada, Given.Now));
    }

    [Fact]
    public void Clients_without_number_do_not_grow_the_memory()
    {
        ClientRules rules = RuleSet.Compile(Given.Policy(Rated)).For(Given.Scada);

        var memory = new JudgingMemory();
        var clients = new WeakReference[300_000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < clients.Length; i++)
        {
            clients[i] = UseOnce(rules, memory, i);
        }

        // What is kept of a client is its address and a window; so it is bounded when both their number and their size are.
        long bytesEach = (GC.GetAllocatedBytesForCurrentThread() - before) / clients.Length;
        GC.Collect();
        int kept = clients.Count(client => client.IsAlive);
        GC.KeepAlive(memory);
        Assert.InRange(kept, 1, JudgingMemory.RateWindowsMax + 16);
        Assert.InRange(bytesEach, 1, 1024);
    }

    [Fact]
    public void Client_in_use_keeps_its_window_while_others_are_forgotten()
    {
        ClientRules rules = RuleSet.Compile(Given.Policy(Rated with { Rate = new RateLimit(100_000, TimeSpan.FromHours(1)) })).For(Given.Scada);
        var memory = new JudgingMemory();
        int allowed = 0;
        for (int i = 0; i < 110_000; i++)
        {
            Use(rules, memory, new ClientIdentity(new IPAddress(i + 1L)), i * 1e-3);
            allowed += Use(rules, memory, Given.Scada, i * 1e-3).IsAllowed ? 1 : 0;
        }

        Assert.Equal(100_000, allowed);
    }

    [Fact]
    public void High_rates_are_never_too_generous_and_hardly_too_strict()
    {
        var random = new Random(5);
        var limit = new RateLimit(1000, TimeSpan.FromSeconds(10));
        ClientRules rules = RuleSet.Compile(Given.Policy(Rated with { Rate = limit })).For(Given.Scada);
        var memory = new JudgingMemory();
        var uses = new Queue<double>();
        int total = 0;
        for (double at = 0; at < 100; at += random.NextDouble() * 0.015)
        {
            while (uses.Count > 0 && uses.Peek() <= at - 10)
            {
                uses.Dequeue();
            }

            bool isAllowed = Use(rules, memory, Given.Scada, at).IsAllowed;
            Assert.True(!isAllowed || uses.Count < limit.Count);
            if (isAllowed)
            {
                total++;
                uses.Enqueue(at);
            }
        }

        Assert.InRange(total, 9900, 10_000);
    }

    // A method of its own, so that no local keeps the address.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseOnce(ClientRules rules, JudgingMemory memory, int number)
    {
        var address = new IPAddress(number + 1L);
        Assert.True(Use(rules, memory, new ClientIdentity(address), number * 1e-5).IsAllowed);
        return new WeakReference(address);
    }

    private static Decision Use(ClientRules rules, JudgingMemory memory, ClientIdentity client, double seconds) => rules.Decide(
        Given.Write(0, 1), memory, client, Given.Now with { Ticks = Given.Now.Ticks + (long)Math.Round(seconds * TimeSpan.TicksPerSecond) });
}
