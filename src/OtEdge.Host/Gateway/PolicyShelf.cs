using System.Collections.Concurrent;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Host.Gateway;

/// <summary>Policies by digest, compiled once; what is not at hand comes from the journal's revisions. Thread-safe.</summary>
/// <param name="journal">Keeps the revisions.</param>
internal sealed class PolicyShelf(IJournal journal)
{
    private readonly ConcurrentDictionary<string, RuleSet> shelf = new(StringComparer.Ordinal);

    /// <summary>The rules of a digest; none for null; null when the digest is unknown or its revision cannot be read.</summary>
    public RuleSet? Rules(string? digest)
    {
        if (digest is null)
        {
            return RuleSet.None;
        }

        if (shelf.TryGetValue(digest, out RuleSet? known))
        {
            return known;
        }

        return Restore(digest) is { } policy ? shelf.GetOrAdd(digest, _ => RuleSet.Compile(policy)) : null;
    }

    /// <summary>The policy of a digest; null for null, and when it is unknown.</summary>
    public PolicyDocument? Policy(string? digest) => Rules(digest)?.Policy;

    /// <summary>
    /// Puts a policy on the shelf. An equal digest decides equally, but the newer text has the lines that people see, so it wins.
    /// </summary>
    public void Put(PolicyDocument policy)
    {
        if (!shelf.TryGetValue(policy.Digest, out RuleSet? known) || known.Policy?.Text != policy.Text)
        {
            shelf[policy.Digest] = RuleSet.Compile(policy);
        }
    }

    private PolicyDocument? Restore(string digest)
    {
        try
        {
            return journal.Revision(digest) is { } revision ? PolicyDocumentJson.Read(revision.Json) : null;
        }
        catch (Exception fault) when (fault is IOException or FormatException)
        {
            return null;
        }
    }
}
