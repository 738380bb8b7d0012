using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;
using OtEdge.Settings;

namespace OtEdge.Host.Evidence;

/// <summary>The list of a rehearsal: operations as people type them, one a line; empty lines and those that begin with # say nothing.</summary>
internal static class RehearsalList
{
    /// <summary>Most operations of a list.</summary>
    public const int OperationsMax = 500;

    /// <summary>The lines that say something.</summary>
    public static string[] Lines(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>Reads a line; null with what was expected.</summary>
    public static (OperationExample? Operation, string Problem) Read(Site site, string line) =>
        OperationText.TryParse(site, [line], out OperationExample? operation, out string problem) && operation is not null
            ? (operation, "")
            : (null, problem.Length > 0 ? problem : "expected an operation");

    /// <summary>What is signed.</summary>
    public static string DigestOf(string conduit, string regime, string operations) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conduit}\n{regime}\n{operations}")));

    /// <summary>Holds a signed list against the record and rules. A name that the site no longer has makes its line fail.</summary>
    public static RehearsedRegime Check(SignedRehearsal signed, Site site, RuleSet rules, IReadOnlyCollection<Flow> flows, DateTimeOffset now)
    {
        var moment = new JudgingTime(now.UtcTicks, now);
        return new RehearsedRegime(signed, [.. Lines(signed.Operations).Select(line => Read(site, line) switch
        {
            ({ } operation, _) => RehearsedOperation.Check(line, operation, rules, flows, moment),
            (_, var problem) => new RehearsedOperation(line, IsSeen: false, IsAllowed: false, problem),
        })]);
    }
}
