using System.Net;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy.Differences;

/// <summary>An operation that the two policies really decide differently, and how to bring it about.</summary>
/// <param name="Operation">The operation.</param>
public sealed record DifferenceWitness(OperationExample Operation)
{
    /// <summary>A write that the device acknowledged before, so that its value is known; null: none.</summary>
    public OperationExample? Before { get; init; }

    /// <summary>How often the operation is asked for; the last time is the one that counts. Default 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How long the client waits before the last time. Default none.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How a rule set decides the operation, the last time that it is asked for.</summary>
    public Decision DecideBy(RuleSet rules)
    {
        if (Operation.Node is not null)
        {
            return DecideNode(rules, Operation.Node);
        }

        var client = new ClientIdentity(Operation.Client ?? IPAddress.None);
        var memory = new JudgingMemory();
        if (Before is { } before)
        {
            memory.Learn(rules, before.Unit, before.Space, before.Address, before.Count, before.Data.Span);
        }

        ClientRules table = rules.For(client);
        var start = new JudgingTime(0, DateTimeOffset.UnixEpoch);
        for (int i = 1; i < Times; i++)
        {
            table.Decide(Operation.ToOperation(), memory, client, start);
        }

        return table.Decide(
            Operation.ToOperation(), memory, client, new JudgingTime(Pause.Ticks, DateTimeOffset.UnixEpoch + Pause));
    }

    private Decision DecideNode(RuleSet rules, NodeExample node)
    {
        var client = new ClientIdentity(Operation.Client ?? IPAddress.None, node.ApplicationUri ?? "") { Thumbprint = node.Thumbprint };
        NodeRules table = rules.ForNodes(new NodeClient(client, node.User), node.Namespaces());
        NodeOperation operation = node.ToOperation(table.Namespaces);
        var memory = new JudgingMemory();
        if (Before?.Node is { } known)
        {
            table.Learn(memory, operation.Node, known.ToOperation(table.Namespaces).Value);
        }

        var start = new JudgingTime(0, DateTimeOffset.UnixEpoch);
        for (int i = 1; i < Times; i++)
        {
            table.Decide(operation, memory, start);
        }

        return table.Decide(operation, memory, new JudgingTime(Pause.Ticks, DateTimeOffset.UnixEpoch + Pause));
    }
}
