using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>A command that shows one document of the API: as text, as JSON, once or again and again.</summary>
/// <typeparam name="T">The document.</typeparam>
internal abstract class ViewVerb<T> : Verb
    where T : class
{
    private readonly WatchOptions? watch;

    /// <summary>Makes a verb.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One sentence for help.</param>
    /// <param name="watch">Options of a live view; null: it is shown once.</param>
    /// <param name="examples">Whole command lines, shown by help.</param>
    protected ViewVerb(
        GlobalOptions globals, string name, string description, WatchOptions? watch, params string[] examples)
        : base(globals, name, description, examples)
    {
        this.watch = watch;
        watch?.AddTo(this);
    }

    /// <summary>Path and query of the document.</summary>
    protected abstract string Route(Invocation invocation);

    /// <summary>Does what is asked for before the document is shown. Default: nothing.</summary>
    protected virtual Task PrepareAsync(Invocation invocation, GatewayClient gateway, CancellationToken token) => Task.CompletedTask;

    /// <summary>Draws the document.</summary>
    protected abstract IRenderable Draw(T view, Drawing drawing);

    /// <summary>Writes the document for spreadsheets; only where <see cref="Verb.WritesCsv"/> is true.</summary>
    protected virtual void WriteCsv(T view, TextWriter output)
    {
    }

    /// <inheritdoc/>
    protected sealed override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        if (invocation.IsCsv && watch is not null && invocation.Value(watch.Watch))
        {
            throw new CommandFailure(ExitCode.Wrong, "--output 'csv' is written once: leave out --watch, or use --output json.");
        }

        string route = Route(invocation);
        await PrepareAsync(invocation, gateway, token);
        var document = await gateway.GetAsync(route, token);
        if (watch is null || !invocation.Value(watch.Watch))
        {
            Show(invocation, document);
            return ExitCode.Done;
        }

        var source = new Repeated(gateway, route, watch.Every(invocation), invocation.Surroundings.Time);
        await (invocation.IsJson ? WatchJsonAsync(invocation, source, document, token)
            : invocation.Surroundings.IsTerminal ? WatchLiveAsync(invocation, source, document, token)
            : WatchPlainAsync(invocation, source, document, token));
        return ExitCode.Done;
    }

    private static T Read(JsonElement document) =>
        document.Deserialize<T>(ApiJson.Options) ?? throw new JsonException("expected a document, found null");

    private void Show(Invocation invocation, JsonElement document)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(document);
            return;
        }

        if (invocation.IsCsv)
        {
            WriteCsv(Read(document), invocation.Output);
            return;
        }

        invocation.Screen().Write(new Rows(Draw(Read(document), Drawing.Once(invocation))));
    }

    private static async Task WatchJsonAsync(
        Invocation invocation, Repeated source, JsonElement first, CancellationToken token)
    {
        invocation.WriteJsonLine(first);
        await foreach (var next in source.ReadAsync(token))
        {
            if (next.Document is { } document)
            {
                invocation.WriteJsonLine(document);
            }
            else
            {
                await invocation.Surroundings.Error.WriteLineAsync($"otedge: {next.Fault}");
            }
        }
    }

    private async Task WatchPlainAsync(Invocation invocation, Repeated source, JsonElement first, CancellationToken token)
    {
        var screen = invocation.Screen();
        var drawing = Drawing.Live(invocation);
        screen.Write(new Rows(Draw(Read(first), drawing)));
        await foreach (var next in source.ReadAsync(token))
        {
            screen.WriteLine();
            screen.Write(new Rows(next.Document is { } document ? Draw(Read(document), drawing) : Notices.Fault(next.Fault!)));
        }
    }

    private async Task WatchLiveAsync(Invocation invocation, Repeated source, JsonElement first, CancellationToken token)
    {
        var drawing = Drawing.Live(invocation);
        var shown = Draw(Read(first), drawing);
        await invocation.Screen().Live(shown).AutoClear(false).StartAsync(async live =>
        {
            await foreach (var next in source.ReadAsync(token))
            {
                shown = next.Document is { } document ? Draw(Read(document), drawing) : shown;
                live.UpdateTarget(next.Fault is null ? shown : new Rows(shown, Notices.Fault(next.Fault)));
                live.Refresh();
            }
        });
    }
}
