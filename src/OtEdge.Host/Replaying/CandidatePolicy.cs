using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Commands;
using OtEdge.Host.Commands.Remote;
using OtEdge.Settings;

namespace OtEdge.Host.Replaying;

/// <summary>Reads a policy that is to be tried; unlike those of the settings it may lie in a file of any name.</summary>
internal static class CandidatePolicy
{
    /// <summary>The policy of a file, checked as a proposal would be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="site">The settings.</param>
    /// <param name="conduit">The conduit that it is for; null when the settings do not know it.</param>
    /// <exception cref="CommandFailure">It cannot be read, has errors, or is for another protocol.</exception>
    public static PolicyDocument Read(string path, Site site, Conduit? conduit)
    {
        var text = PolicyFile.Read(path);
        var reading = SettingsReader.ReadPolicy(site, ProposalReader.FileNamedAlike(text), text.Text);
        if (reading.Policy is { } other && conduit is not null && other.Protocol != conduit.Protocol)
        {
            throw new CommandFailure(
                ExitCode.Wrong, $"the policy {path} is for {Words.Of(other.Protocol)}; expected one for {Words.Of(conduit.Protocol)}.");
        }

        return reading.Policy is { } policy
            ? policy with { File = path }
            : throw new CommandFailure(
                ExitCode.Wrong,
                string.Join(
                    Environment.NewLine,
                    reading.Problems
                        .Select(problem => $"{problem with { File = path }}")
                        .Prepend($"the policy {path} has errors:")));
    }
}
