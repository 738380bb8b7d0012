using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OtEdge.Core.Staging;

/// <summary>Digests that bind people's words to exactly what they saw: lower-case SHA-256.</summary>
public static class ChangeDigest
{
    /// <summary>Over everything that people proposed: what, why, who, and under which terms.</summary>
    public static string Of(StagedChange change) => Hash(
    [
        change.Conduit,
        Number(change.BaseEpoch),
        PostureText.Of(change.From),
        PostureText.Of(change.To),
        change.Reason,
        change.Author,
        .. change.Editors.Prepend(Number(change.Editors.Count)),
        Number(change.Trial.Ticks),
        .. Terms(change.Terms),
        .. change.Answers.Select(answer => $"{answer.Question}: {answer.Text}"),
    ]);

    /// <summary>What an approval of the change as it stands is for; of the change alone before it was checked.</summary>
    public static string OfApproval(StagedChange change) =>
        change.Stage.Clearance is { } clearance ? OfApproval(change, clearance) : Of(change);

    /// <summary>Over the change, its check, its evidence and what was overridden: what an approval is for.</summary>
    public static string OfApproval(StagedChange change, Clearance clearance) => Hash(
    [
        Of(change),
        clearance.Check.Direction.ToString(),
        .. List(clearance.Check.Lines),
        .. List(clearance.Check.EssentialLost),
        clearance.Readiness?.EvidenceDigest ?? "",
        .. List(clearance.Overrides.Select(one => $"{one.Gate}\n{one.By}\n{one.Reason}")),
    ]);

    private static IEnumerable<string> Terms(ChangeTerms terms) =>
    [
        terms.Governance.ToString(),
        Number(terms.ApprovalsLast.Ticks),
        Number(terms.GuardGrace.Ticks),
        terms.Window ?? "",
        .. List(terms.Questions.Select(question => question.ToString())),
    ];

    private static IEnumerable<string> List(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Prepend(Number(all.Length));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Each part goes in with its length, so that no text can pass for two others.
    private static string Hash(IReadOnlyList<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(Encoding.ASCII.GetBytes(Number(bytes.Length) + ":"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
