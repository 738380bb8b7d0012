using System.Globalization;
using OtEdge.Core.Policy;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class RuleSetAgainstNaiveTests
{
    private const int OperationsPerPolicy = 120;
    private const int PoliciesPerBatch = 500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Compiled_rules_decide_as_the_specification_says(int batch)
    {
        var reasons = new Dictionary<DecisionReason, int>();
        int spanned = 0, unknown = 0, expired = 0;
        for (int i = 0; i < PoliciesPerBatch; i++)
        {
            foreach (Decision decision in Compare((batch * 1_000_000) + i))
            {
                reasons[decision.Reason] = reasons.GetValueOrDefault(decision.Reason) + 1;
                spanned += decision.Notes.HasFlag(DecisionNotes.Spanned) ? 1 : 0;
                unknown += decision.Notes.HasFlag(DecisionNotes.StepUnknown) ? 1 : 0;
                expired += decision.Notes.HasFlag(DecisionNotes.Expired) ? 1 : 0;
            }
        }

        // The comparison is worth nothing where the operations never lead.
        string seen = string.Join(", ", reasons.Select(pair => $"{pair.Key} {pair.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{seen}, spanned {spanned}, step unknown {unknown}, expired {expired}");
        foreach (DecisionReason reason in Enum.GetValues<DecisionReason>().Where(reason => reason is > DecisionReason.NotJudged and < DecisionReason.User))
        {
            Assert.True(reasons.GetValueOrDefault(reason) >= 30, $"{reason} came up too seldom: {seen}");
        }

        Assert.True(spanned >= 30 && unknown >= 30 && expired >= 30, $"spanned {spanned}, step unknown {unknown}, expired {expired}");
    }

    private static List<Decision> Compare(int seed)
    {
        var random = new Random(seed);
        var draw = new RandomPolicies(random);
        PolicyDocument policy = draw.Policy();
        RuleSet rules = RuleSet.Compile(policy);
        var naive = new NaiveRules(policy);
        var memory = new JudgingMemory();
        var decisions = new List<Decision>();
        JudgingTime now = Given.Now;
        for (int i = 0; i < OperationsPerPolicy; i++)
        {
            // Quarters of a second, so that operations often fall on the very edge of a rate's window.
            TimeSpan step = TimeSpan.FromMilliseconds(250 * random.Next(12));
            now = new JudgingTime(now.Ticks + step.Ticks, now.Utc + step);
            ClientIdentity client = draw.Pick(RandomPolicies.Clients);
            Operation operation = draw.Operation();
            Decision expected = naive.Decide(operation, client, now);
            Decision actual = rules.For(client).Decide(operation, memory, client, now);
            Assert.True(
                expected == actual,
                string.Create(CultureInfo.InvariantCulture, $"seed {seed}, operation {i}: {Text(operation)} by {client} at {now}:\nexpected {expected}\nbut was  {actual}\nrules:\n{PolicyDocumentJson.Write(policy)}"));
            decisions.Add(actual);
            if (actual.IsAllowed && operation.Data.Length > 0)
            {
                Learn(operation.Unit, operation.Space, operation.Address, operation.Count, operation.Data);
            }

            if (random.Next(3) == 0)
            {
                RegisterSpace space = draw.Pick([RegisterSpace.Coil, RegisterSpace.HoldingRegister]);
                int count = random.Next(1, 12);
                Learn((byte)random.Next(2), space, random.Next(20), count, draw.Data(space, count));
            }
        }

        return decisions;

        void Learn(byte unit, RegisterSpace space, int address, int count, ReadOnlySpan<byte> data)
        {
            memory.Learn(rules, unit, space, address, count, data);
            naive.Learn(unit, space, address, count, data);
        }
    }

    private static string Text(in Operation operation) =>
        $"{operation.Class} {operation.Function} unit {operation.Unit} {operation.Space} {operation.File}:{operation.Address}+{operation.Count}"
        + $" data {Convert.ToHexString(operation.Data)} and {operation.AndMask:X4} or {operation.OrMask:X4}";
}
