using System.Net;
using System.Text.RegularExpressions;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Settings;

namespace OtEdge.Host.Changes;

/// <summary>Resolves the words of a proposal against the site.</summary>
internal static partial class ProposalReader
{
    private const int ReasonLengthMax = 1000;

    /// <summary>The proposal, or what is wrong with it.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="site">The settings in force.</param>
    /// <param name="conduit">The conduit that it is about.</param>
    /// <param name="author">Who proposes.</param>
    public static Answer<Proposal> Read(ProposalRequest request, Site site, Conduit conduit, string author)
    {
        if (ReasonRefusal(request.Reason) is { } noReason)
        {
            return noReason;
        }

        if (!TryTrial(request.Trial, out TimeSpan trial))
        {
            return Wrong(
                "trial",
                request.Trial!,
                $"a duration from {DurationText.Of(TrialLength.Min)} to {DurationText.Of(TrialLength.Max)}, such as 10m");
        }

        if (request.Mode is { } word && Words.ModeNamed(word) is null)
        {
            return Wrong("mode", word, "observe, monitor or enforce");
        }

        if (request is { Mode: null, Policy: null, Scope: null, ScopeClients: null })
        {
            return Invalid("Empty proposal", "nothing is proposed: give at least one of --mode, --policy, --scope and --scope-clients.");
        }

        Answer<ChangeAnswer[]> answers = AnswerReader.Read(request.Answers);
        if (!answers.IsDone)
        {
            return answers.Refusal;
        }

        var proposal = new Proposal
        {
            Answers = answers.Value,
            Author = author,
            Reason = request.Reason.Trim(),
            Mode = request.Mode is null ? null : Words.ModeNamed(request.Mode),
            Trial = trial,
            Yes = request.Yes,
            Override = Text(request.Override),
            Window = Text(request.Window),
            RiskAssessment = Text(request.RiskAssessment),
            BaseEpoch = request.BaseEpoch,
        };
        Answer<Proposal> scoped = WithScope(proposal, request, site, conduit);
        return scoped.IsDone ? WithPolicy(scoped.Value, request.Policy, site, conduit) : scoped.Refusal;
    }

    /// <summary>Why a reason will not do; null: it will.</summary>
    public static Refusal? ReasonRefusal(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? Invalid("No reason", "a change needs a reason: --reason TEXT.")
        : reason.Length > ReasonLengthMax ? Invalid("Reason too long", $"a reason has at most {ReasonLengthMax} characters.")
        : null;

    /// <summary>Reads how long a trial lasts; null is the default.</summary>
    public static bool TryTrial(string? text, out TimeSpan trial)
    {
        trial = TrialLength.Default;
        return text is null
            || (DurationText.TryParse(text, out trial) && trial >= TrialLength.Min && trial <= TrialLength.Max);
    }

    /// <summary>A file name that fits the name that a policy gives itself: a candidate may lie in any file.</summary>
    public static string FileNamedAlike(PolicyText text) =>
        DeclaredName().Match(text.Text) is { Success: true } declared ? $"{declared.Groups[1].Value}.yaml" : text.File;

    /// <summary>Reads a policy for a conduit, with the names of the site; a problem of it is the answer.</summary>
    public static Answer<PolicyDocument> ReadPolicy(PolicyText text, Site site, Conduit conduit)
    {
        // Reading runs the policy's own tests, too.
        PolicyReading reading = SettingsReader.ReadPolicy(site, FileNamedAlike(text), text.Text);
        Problem[] problems = [.. reading.Problems.Select(problem => problem with { File = text.File })];
        if (reading.Policy is null || reading.HasErrors)
        {
            return Invalid(
                "Policy has problems",
                $"{text.File} cannot be used: {string.Join(" | ", problems.Select(problem => problem.ToString()))}",
                [.. problems.Select(Views.Of)]);
        }

        PolicyDocument policy = reading.Policy with { File = text.File };
        return policy.Protocol == conduit.Protocol
            ? policy
            : Invalid(
                "Policy of another protocol",
                $"{text.File} is for {Words.Of(policy.Protocol)}, but {conduit.Name} speaks {Words.Of(conduit.Protocol)}.");
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Answer<Proposal> WithScope(Proposal proposal, ProposalRequest request, Site site, Conduit conduit)
    {
        OperationClasses? classes = null;
        foreach (string word in request.Scope ?? [])
        {
            OperationClasses known = Words.ClassesOf(conduit.Protocol);
            if (Words.ClassNamed(word) is not { } one || (one & known) == 0)
            {
                return Wrong("scope", word, $"classes of {Words.Of(conduit.Protocol)}: {string.Join(", ", Words.Of(known))}");
            }

            classes = (classes ?? OperationClasses.Malformed) | one;
        }

        if (request.Scope is { Count: 0 })
        {
            classes = OperationClasses.Malformed;
        }

        EnforcementScope? clients = null;
        if (request.ScopeClients is { } wordsOfClients)
        {
            var selectors = new List<ClientSelector>();
            foreach (string word in wordsOfClients.Where(word => word != Words.UnknownClients))
            {
                if (SelectorOf(word, site) is not { } selector)
                {
                    return Unknown.Named("asset", word, site.Assets.Select(asset => asset.Name).Prepend(Words.UnknownClients));
                }

                selectors.Add(selector);
            }

            clients = new EnforcementScope(OperationClasses.Malformed, selectors, wordsOfClients.Contains(Words.UnknownClients));
        }

        return proposal with { Classes = classes, Clients = clients };
    }

    private static Answer<Proposal> WithPolicy(Proposal proposal, PolicyText? text, Site site, Conduit conduit)
    {
        if (text is null)
        {
            return proposal;
        }

        Answer<PolicyDocument> policy = ReadPolicy(text, site, conduit);
        return policy.IsDone ? proposal with { Policy = policy.Value } : policy.Refusal;
    }

    [GeneratedRegex("""^policy:[ \t]*["']?([A-Za-z0-9._-]+)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DeclaredName();

    private static ClientSelector? SelectorOf(string word, Site site)
    {
        if (site.Assets.FirstOrDefault(asset => asset.Name == word) is { } asset)
        {
            return new ClientSelector(asset.Name, asset.Addresses, asset.ApplicationUri);
        }

        if (IPNetwork.TryParse(word, out IPNetwork network))
        {
            return new ClientSelector(word, [network]);
        }

        return IPAddress.TryParse(word, out IPAddress? address)
            ? new ClientSelector(word, [new IPNetwork(address, address.GetAddressBytes().Length * 8)])
            : null;
    }

    private static Refusal Wrong(string name, string word, string expected) =>
        Invalid($"Wrong {name}", $"{name} is \"{word}\"; expected {expected}.");

    private static Refusal Invalid(string title, string detail, IReadOnlyList<ProblemView>? problems = null) =>
        new(RefusalKind.Invalid, title, detail, problems);
}
