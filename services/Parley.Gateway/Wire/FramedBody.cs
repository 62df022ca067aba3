using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// The body of a call. It refuses, with a reason, a frame that begins with neither 0 nor 1 and a body that is longer than the server
/// takes. The framework throws for both, which it logs as an error with a stack: anyone could fill the log.
/// </summary>
/// <param name="body">The body as it comes.</param>
internal sealed class FramedBody(PipeReader body) : PipeReader, IRequestBodyPipeFeature
{
    private const byte Compressed = 1;

    public PipeReader Reader => this;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var read = body.ReadAsync(cancellationToken);
            return read.IsCompletedSuccessfully ? new(Checked(read.Result)) : Awaited(read);
        }
        catch (BadHttpRequestException refused)
        {
            throw Refused(refused);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        var hasRead = body.TryRead(out result);
        result = hasRead ? Checked(result) : result;
        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => body.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => body.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => body.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> Awaited(ValueTask<ReadResult> read)
    {
        try
        {
            return Checked(await read);
        }
        catch (BadHttpRequestException refused)
        {
            throw Refused(refused);
        }
    }

    // Whole frames are taken off the front and nothing else, so that a frame begins wherever a read begins.
    private ReadResult Checked(ReadResult read)
    {
        if (new SequenceReader<byte>(read.Buffer).TryPeek(out var flag) && flag > Compressed)
        {
            body.AdvanceTo(read.Buffer.End);
            throw Refused(Refusals.BrokenFrame($"Its first byte is {flag}."));
        }

        return read;
    }

    private static RpcException Refused(BadHttpRequestException refused) => Refused(
        refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusals.MessageTooLarge(refused.Message) : Refusals.BrokenFrame(refused.Message));

    private static RpcException Refused(Rejection rejection) => RejectionStatus.ToException(rejection, Traces.CurrentId());
}
