using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Commands.Remote;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Finds the policy that a word on the command line means: a file, a conduit's, or one by name.</summary>
internal static class PolicyChoice
{
    /// <summary>The policy.</summary>
    /// <exception cref="CommandFailure">There is none, or its file has errors.</exception>
    public static PolicyDocument Of(string word, Site site, string configDirectory)
    {
        if (File.Exists(word))
        {
            return FromFile(word, site);
        }

        if (site.Conduits.FirstOrDefault(conduit => conduit.Name == word) is { } conduit)
        {
            return OfConduit(conduit, site);
        }

        return site.Policies.TryGetValue(word, out var policy) ? policy : throw Unknown(word, site, configDirectory);
    }

    /// <summary>The policy, where a file may have any name: it is a candidate, and does not stand in the settings.</summary>
    /// <exception cref="CommandFailure">There is none, or its file has errors.</exception>
    public static PolicyDocument Candidate(string word, Site site, string configDirectory)
    {
        if (!File.Exists(word))
        {
            return Of(word, site, configDirectory);
        }

        var text = PolicyFile.Read(word);
        return Read(ProposalReader.FileNamedAlike(text), text.Text, site, word) with { File = word };
    }

    /// <summary>The policy of a conduit.</summary>
    /// <exception cref="CommandFailure">There is no such conduit, or it has no policy.</exception>
    public static PolicyDocument OfConduit(string name, Site site, string configDirectory) =>
        OfConduit(ConduitNamed(name, site, configDirectory), site);

    /// <summary>The conduit of a name.</summary>
    /// <exception cref="CommandFailure">There is no such conduit.</exception>
    public static Conduit ConduitNamed(string name, Site site, string configDirectory) =>
        site.Conduits.FirstOrDefault(conduit => conduit.Name == name) ?? throw Unknown(name, site, configDirectory);

    private static PolicyDocument OfConduit(Conduit conduit, Site site) =>
        conduit.Policy is { } name && site.Policies.TryGetValue(name, out var policy)
            ? policy
            : throw new CommandFailure(
                ExitCode.Wrong,
                $"conduit '{conduit.Name}' has no policy and only observes; give it one with 'policy: NAME' in otedge.yaml "
                + "and a file policies/NAME.yaml.");

    private static PolicyDocument FromFile(string path, Site site) => Read(path, PolicyFile.Read(path).Text, site, path);

    private static PolicyDocument Read(string file, string text, Site site, string path)
    {
        var reading = SettingsReader.ReadPolicy(site, file, text, runTests: false);
        return reading.Policy ?? throw new CommandFailure(
            ExitCode.Wrong,
            string.Join(
                Environment.NewLine,
                reading.Problems.Select(problem => $"{problem with { File = path }}").Prepend($"the policy {path} has errors:")));
    }

    private static CommandFailure Unknown(string word, Site site, string configDirectory)
    {
        var known = site.Conduits.Select(conduit => conduit.Name).ToList();
        string hint = NearestWord.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        string conduits = known.Count == 0
            ? $"The settings in {configDirectory} declare none; name another directory with --config."
            : $"The settings in {configDirectory} declare: {string.Join(", ", known)}.";
        return new CommandFailure(ExitCode.Wrong, $"there is no conduit '{word}'.{hint} {conduits}");
    }
}
