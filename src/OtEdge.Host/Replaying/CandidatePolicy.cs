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
    /// <exception cref="CommandFailure">It cannot be read, or has errors.</exception>
    public static PolicyDocument Read(string path, Site site)
    {
        var text = PolicyFile.Read(path);
        var reading = SettingsReader.ReadPolicy(site, ProposalReader.FileNamedAlike(text), text.Text);
        if (reading.Policy is { Protocol: not ConduitProtocol.ModbusTcp } other)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the policy {path} is for {other.Protocol}; expected one for modbus-tcp.");
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
