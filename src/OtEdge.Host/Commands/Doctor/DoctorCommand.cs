using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Rendering;
using OtEdge.Settings;
using Spectre.Console;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Looks at everything that the gateway needs and says what is wrong and how to mend it.</summary>
internal sealed class DoctorCommand(GlobalOptions globals) : Verb(
    globals,
    "doctor",
    "Look at settings, gateway, ports, devices, clock, disk, rights and certificates: what is wrong, and what to do. Exit 1: something fails.",
    "otedge doctor",
    "otedge doctor --output json")
{
    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var patient = await AdmitAsync(invocation, token);
        IExamination[] examinations =
        [
            new SettingsExamination(),
            new GatewayExamination(),
            new ReceiverExamination(),
            new PortExamination(),
            new DeviceExamination(),
            new CallExamination(),
            new TagExamination(),
            new ClockExamination(invocation.Surroundings.Time),
            new StateExamination(),
            new CertificateExamination(invocation.Surroundings.Time),
        ];
        List<Diagnosis> found = [];
        foreach (var examination in examinations)
        {
            found.AddRange(await examination.ExamineAsync(patient, token));
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(found);
        }
        else
        {
            Show(invocation, found);
        }

        return found.Any(one => one.State == Health.Fail) ? ExitCode.Found : ExitCode.Done;
    }

    private static async Task<Patient> AdmitAsync(Invocation invocation, CancellationToken token)
    {
        var settings = SettingsReader.Read(invocation.ConfigDirectory);
        try
        {
            using var gateway = GatewayClient.For(invocation);
            var status = (await gateway.GetAsync(ApiRoutes.Status, token)).Deserialize<StatusView>(ApiJson.Options);
            return new Patient(invocation.ConfigDirectory, invocation.StateDirectory, settings, status, null) { Tags = await TagsAsync(gateway, token) };
        }
        catch (CommandFailure failure)
        {
            return new Patient(invocation.ConfigDirectory, invocation.StateDirectory, settings, null, failure.Message);
        }
    }

    private static async Task<TagView[]> TagsAsync(GatewayClient gateway, CancellationToken token)
    {
        try
        {
            return (await gateway.GetAsync(ApiRoutes.Tags, token)).Deserialize<TagView[]>(ApiJson.Options) ?? [];
        }
        catch (CommandFailure)
        {
            // A gateway that does not tell them is looked at by its status.
            return [];
        }
    }

    private static void Show(Invocation invocation, List<Diagnosis> found)
    {
        var table = Tables.Make("", "CHECK", "FOUND");
        foreach (var one in found)
        {
            var style = one.State switch
            {
                Health.Fail => Cell.Urgent,
                Health.Warn => Cell.Notable,
                _ => Cell.Quiet,
            };
            table.AddRow(
                Cell.Of(Words.Of(one.State), style),
                Cell.Of(one.Check),
                Cell.Of(one.Remedy is null ? one.Message : $"{one.Message}\n-> {one.Remedy}"));
        }

        invocation.Screen().Write(table);
        int failed = found.Count(one => one.State == Health.Fail);
        int warned = found.Count(one => one.State == Health.Warn);
        invocation.Output.WriteLine();
        invocation.Output.WriteLine($"{failed} to mend, {warned} to look at, {found.Count - failed - warned} in order");
    }
}
