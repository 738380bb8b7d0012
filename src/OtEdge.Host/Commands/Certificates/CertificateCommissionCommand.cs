using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Core.Zones;
using OtEdge.Host.Certificates;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Sessions;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Says what is left to do so that a terminating conduit works, and tries both its sides before clients are led to it.</summary>
internal sealed class CertificateCommissionCommand : Verb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Argument<string> conduit = new("CONDUIT") { Description = "an OPC UA conduit that terminates" };

    /// <summary>Makes the command.</summary>
    public CertificateCommissionCommand(GlobalOptions globals)
        : base(
            globals,
            "commission",
            "Try both sides of a terminating OPC UA conduit, and say what each side has to trust.",
            "otedge certs commission filling-opcua",
            "otedge certs commission filling-opcua --output json") => Arguments.Add(conduit);

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        Conduit settings = Settings(invocation);
        var store = new CertificateStore(invocation.StateDirectory);
        var trial = new DeviceTrial(
            settings, new ConduitCertificates(store, invocation.ConfigDirectory, invocation.Surroundings.Time, NullLogger.Instance), invocation.Surroundings.Time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        CommissionStep[] steps;
        try
        {
            DeviceTrialResult device = await trial.RunAsync(patience.Token);
            steps = [.. OfDevice(settings, device), .. OfUsers(settings, store), await OfClientsAsync(settings, trial, patience.Token)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCode.Found, $"the certificates of {invocation.StateDirectory} cannot be used: {fault.Message}; run it as the gateway's user", fault);
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(steps);
        }
        else
        {
            foreach (CommissionStep step in steps)
            {
                invocation.Output.WriteLine($"{(step.IsDone ? "done" : "TO DO")}  {step.What}");
                if (step.Next is not null)
                {
                    invocation.Output.WriteLine($"       {step.Next}");
                }
            }
        }

        return steps.All(step => step.IsDone) ? ExitCode.Done : ExitCode.Found;
    }

    private Conduit Settings(Invocation invocation)
    {
        string name = invocation.Required(conduit);
        if (SettingsReader.Read(invocation.ConfigDirectory).Site is not { } site)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the settings in {invocation.ConfigDirectory} are wrong; 'otedge check' says where.");
        }

        string[] known = [.. site.Conduits.Where(one => one.OpcUa is { Terminates: true }).Select(one => one.Name)];
        return site.Conduits.FirstOrDefault(one => one.Name == name && one.OpcUa is { Terminates: true })
            ?? throw new CommandFailure(
                ExitCode.Wrong,
                $"'{name}' is no conduit that terminates secure channels; expected {(known.Length == 0 ? "one with `protocol: opc-ua` and `inspection: terminate`" : string.Join(" or ", known))}.");
    }

    private static IEnumerable<CommissionStep> OfDevice(Conduit settings, DeviceTrialResult device)
    {
        if (device.Flaw is { } flaw)
        {
            yield return new CommissionStep(
                false,
                $"OtEdge trusts the device: {flaw.Certificate.ThumbprintText} ({flaw.Certificate.SubjectName}): {flaw.Message}",
                $"compare the thumbprint with the device's own, then: otedge certs trust {flaw.Certificate.ThumbprintText}");
        }
        else if (device.Device is { } certificate && device.OwnClient is not null)
        {
            yield return new CommissionStep(true, $"OtEdge trusts the device: {certificate.ThumbprintText} ({certificate.SubjectName})", null);
        }

        string own = ConduitCertificates.NameOf(settings.Name, CertificateRole.Client);
        yield return device.Problem is null
            ? new CommissionStep(true, $"the device {settings.Device} opens a channel to OtEdge: {device.Security}", null)
            : new CommissionStep(
                false,
                $"the device {settings.Device} opens a channel to OtEdge: {device.Problem}",
                device.OwnClient is { } shown
                    ? $"have the device trust {shown.ThumbprintText}: otedge certs export {own}"
                    : "see that it is on, the address in otedge.yaml, and what it offers");
        if (device.Problem is null && device.OwnClient is null)
        {
            yield return new CommissionStep(true, "the channel to the device is not protected: keep its network to OtEdge alone", null);
        }
    }

    private static IEnumerable<CommissionStep> OfUsers(Conduit settings, CertificateStore store)
    {
        foreach (string name in settings.OpcUa!.Users.Select(mapping => mapping.As).Append(settings.OpcUa.DeviceUser)
            .Where(user => user.Kind == DeviceUserKind.Certificate).Select(user => user.Name).Distinct())
        {
            yield return store.In(CertificatePlace.Own).FirstOrDefault(own => own.Name == name) is { } own
                ? new CommissionStep(true, $"users can be {name} to the device: {own.Certificate.ThumbprintText}", $"have the device trust it as a user: otedge certs export {name}")
                : new CommissionStep(false, $"users can be {name} to the device: there is no such certificate", $"otedge certs renew {name}");
        }
    }

    private static async Task<CommissionStep> OfClientsAsync(Conduit settings, DeviceTrial trial, CancellationToken token)
    {
        string host = settings.Listen.Address.Equals(System.Net.IPAddress.Any) ? "127.0.0.1" : settings.Listen.Address.ToString();
        string url = settings.OpcUa!.EndpointUrl?.OriginalString ?? $"opc.tcp://{host}:{settings.Listen.Port}";
        string own = ConduitCertificates.NameOf(settings.Name, CertificateRole.Server);
        try
        {
            IReadOnlyList<Endpoint> offered = await trial.AskAsync(host, settings.Listen.Port, url, token);
            Certificate? shown = offered.Count == 0 ? null : CertificateChain.Read(offered[0].Certificate.Span)?.Leaf;
            return new CommissionStep(
                shown is not null,
                $"clients find {offered.Count} endpoints at {url}"
                + (shown is null ? "" : $", application {(shown.Extensions.Uris is [var uri, ..] ? uri : "?")}, certificate {shown.ThumbprintText} for {string.Join(", ", [.. shown.Extensions.DnsNames, .. shown.Extensions.Addresses.Select(one => one.ToString())])}"),
                $"have clients trust it: otedge certs export {own}; theirs come to 'otedge certs list' when they first try");
        }
        catch (IOException fault)
        {
            return new CommissionStep(false, $"clients find endpoints at {url}: {fault.Message}", "start the gateway: otedge run; its log says why it does not listen");
        }
    }
}
