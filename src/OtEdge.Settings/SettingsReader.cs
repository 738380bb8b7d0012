using System.Text;
using OtEdge.Core.Zones;
using OtEdge.Settings.Binding;

namespace OtEdge.Settings;

/// <summary>Reads a directory of YAML into a <see cref="Site"/>; says every problem at once and never throws for what files hold.</summary>
public static class SettingsReader
{
    /// <summary>Reads <c>otedge.yaml</c> and <c>policies/*.yaml</c> of a directory.</summary>
    /// <param name="directory">The settings' directory; a missing one is a problem, not an exception.</param>
    /// <param name="runTests">False: the `tests:` of policies are read but not run, for callers that run them and show each result.</param>
    public static SettingsReading Read(string directory, bool runTests = true)
    {
        var problems = new ProblemList();
        IReadOnlyList<SettingsText> texts = SettingsDirectory.Read(directory, problems);
        return Read(texts, HostName(), file => File.Exists(Path.Combine(directory, file)), problems, runTests) with { Texts = texts };
    }

    /// <summary>Reads files that are in memory already; touches no disk.</summary>
    /// <param name="texts">The files; <c>otedge.yaml</c> must be among them.</param>
    /// <param name="hostName">Name of the gateway where the settings give none.</param>
    public static SettingsReading Read(IReadOnlyList<SettingsText> texts, string hostName)
    {
        var problems = new ProblemList();
        if (!texts.Any(text => text.Path == SettingsFiles.Site))
        {
            problems.Error(SettingsFiles.Site, 1, 1, "the file is missing; it declares the site, its zones and conduits");
        }

        return Read(texts, hostName, _ => true, problems, runTests: true);
    }

    /// <summary>Reads one policy file against a site that stands.</summary>
    /// <param name="site">Where names of assets and tags are looked up.</param>
    /// <param name="path">File name for problems and for <see cref="Core.Policy.PolicyDocument.File"/>; its last part names the policy.</param>
    /// <param name="text">The policy's text.</param>
    /// <param name="runTests">False: the `tests:` of policies are read but not run, for callers that run them and show each result.</param>
    public static PolicyReading ReadPolicy(Site site, string path, string text, bool runTests = true)
    {
        var problems = new ProblemList();
        PolicyDraft? draft = PolicyBinder.Bind(new SettingsText(path, text), new SiteNames(site), problems, runTests);
        return new PolicyReading(problems.HasErrors ? null : draft?.Document, problems.InOrder());
    }

    private static SettingsReading Read(
        IReadOnlyList<SettingsText> texts, string hostName, Func<string, bool> fileExists, ProblemList problems, bool runTests)
    {
        SettingsText? siteText = texts.FirstOrDefault(text => text.Path == SettingsFiles.Site);
        SiteBinder? site = siteText is null ? null : SiteBinder.Read(siteText, hostName, fileExists, problems);
        var policies = new List<PolicyDraft>();
        foreach (SettingsText text in texts.Where(text => text != siteText).OrderBy(text => text.Path, StringComparer.Ordinal))
        {
            if (PolicyBinder.Bind(text, site?.Names, problems, runTests) is { } policy)
            {
                policies.Add(policy);
            }
        }

        if (site is null)
        {
            return new SettingsReading(null, problems.InOrder());
        }

        (Site bound, Model.SettingsModel model) = site.With(
            policies, [.. texts.Where(text => text != siteText).Select(text => Path.GetFileNameWithoutExtension(text.Path))]);
        return problems.HasErrors
            ? new SettingsReading(null, problems.InOrder())
            : new SettingsReading(bound, problems.InOrder()) { Model = model };
    }

    private static string HostName()
    {
        var name = new StringBuilder();
        foreach (char character in Environment.MachineName.Take(64))
        {
            bool isPlain = char.IsAsciiLetterOrDigit(character) || (name.Length > 0 && character is '-' or '_' or '.');
            name.Append(isPlain ? character : name.Length > 0 ? '-' : 'h');
        }

        return name.Length > 0 ? name.ToString() : "gateway";
    }
}
