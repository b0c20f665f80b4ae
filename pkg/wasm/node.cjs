const moduleUrl = require('node:url').pathToFileURL(__dirname + '/../node.js').href;
"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// pkg/node.js
var node_exports = {};
__export(node_exports, {
  EVIDENCE_FORMATS: () => EVIDENCE_FORMATS,
  FORMATS: () => FORMATS,
  Project: () => Project2,
  applyFixes: () => applyFixes2,
  check: () => check2,
  control: () => control2,
  evaluate: () => evaluate2,
  evidence: () => evidence2,
  render: () => render2,
  renderEvidence: () => renderEvidence2
});
module.exports = __toCommonJS(node_exports);
var import_node_fs = require("node:fs");

// pkg/deferred.js
var BINDINGS = "./ec2_profile_check_bg.js";
var read;
function deferredFrom(reader) {
  read = reader;
}
function deferred(bindings, primary) {
  const tell = (what) => globalThis.dispatchEvent?.(new Event(`ec2-profile-check:${what}`));
  return {
    load() {
      tell("loading");
      new WebAssembly.Instance(read(), { primary: primary(), [BINDINGS]: bindings });
      tell("loaded");
    }
  };
}

// pkg/wasm/ec2_profile_check.js
var Project = class {
  __destroy_into_raw() {
    const ptr = this.__wbg_ptr;
    this.__wbg_ptr = 0;
    ProjectFinalization.unregister(this);
    return ptr;
  }
  free() {
    const ptr = this.__destroy_into_raw();
    wasm.__wbg_project_free(ptr, 0);
  }
  /**
   * As [`check`], of the files set so far; returns what is new since the last time as JSON.
   * @param {string} options
   * @returns {string}
   */
  changes(options) {
    let deferred3_0;
    let deferred3_1;
    try {
      const ptr0 = passStringToWasm0(options, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      const len0 = WASM_VECTOR_LEN;
      const ret = wasm.project_changes(this.__wbg_ptr, ptr0, len0);
      var ptr2 = ret[0];
      var len2 = ret[1];
      if (ret[3]) {
        ptr2 = 0;
        len2 = 0;
        throw takeFromExternrefTable0(ret[2]);
      }
      deferred3_0 = ptr2;
      deferred3_1 = len2;
      return getStringFromWasm0(ptr2, len2);
    } finally {
      wasm.__wbindgen_free(deferred3_0, deferred3_1, 1);
    }
  }
  /**
   * Removes a file; no file of that name is no error.
   * @param {string} path
   */
  delete(path) {
    const ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    wasm.project_delete(this.__wbg_ptr, ptr0, len0);
  }
  /**
   * As [`evaluate`], of the files set so far.
   * @param {string} expression
   * @param {string} options
   * @returns {string}
   */
  evaluate(expression, options) {
    let deferred4_0;
    let deferred4_1;
    try {
      let ptr0, len0, ptr1, len1;
      try {
        ptr0 = passStringToWasm0(expression, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        len1 = WASM_VECTOR_LEN;
      } catch (e) {
        if (ptr1) {
          wasm.__wbindgen_free(ptr1, len1 * 1, 1);
        }
        if (ptr0) {
          wasm.__wbindgen_free(ptr0, len0 * 1, 1);
        }
        throw e;
      }
      const ret = wasm.project_evaluate(this.__wbg_ptr, ptr0, len0, ptr1, len1);
      var ptr3 = ret[0];
      var len3 = ret[1];
      if (ret[3]) {
        ptr3 = 0;
        len3 = 0;
        throw takeFromExternrefTable0(ret[2]);
      }
      deferred4_0 = ptr3;
      deferred4_1 = len3;
      return getStringFromWasm0(ptr3, len3);
    } finally {
      wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
    }
  }
  /**
   * A project without files.
   */
  constructor() {
    const ret = wasm.project_new();
    this.__wbg_ptr = ret;
    ProjectFinalization.register(this, this.__wbg_ptr, this);
    return this;
  }
  /**
   * Adds a file or replaces its text.
   * @param {string} path
   * @param {Uint8Array | number[]} text
   */
  set(path, text) {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArray8ToWasm0(text, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    const ret = wasm.project_set(this.__wbg_ptr, ptr0, len0, ptr1, len1);
    if (ret[1]) {
      throw takeFromExternrefTable0(ret[0]);
    }
  }
  /**
   * The input variables of the root modules as JSON.
   * @returns {string}
   */
  variables() {
    let deferred2_0;
    let deferred2_1;
    try {
      const ret = wasm.project_variables(this.__wbg_ptr);
      var ptr1 = ret[0];
      var len1 = ret[1];
      if (ret[3]) {
        ptr1 = 0;
        len1 = 0;
        throw takeFromExternrefTable0(ret[2]);
      }
      deferred2_0 = ptr1;
      deferred2_1 = len1;
      return getStringFromWasm0(ptr1, len1);
    } finally {
      wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
    }
  }
};
if (Symbol.dispose) Project.prototype[Symbol.dispose] = Project.prototype.free;
function applyFixes(paths, texts, fixes) {
  let deferred5_0;
  let deferred5_1;
  try {
    let ptr0, len0, ptr1, len1, ptr2, len2;
    try {
      ptr0 = passArrayJsValueToWasm0(paths, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArrayJsValueToWasm0(texts, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
      ptr2 = passStringToWasm0(fixes, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len2 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr2) {
        wasm.__wbindgen_free(ptr2, len2 * 1, 1);
      }
      if (ptr1) {
        wasm.__externref_drop_slice(ptr1, len1);
        wasm.__wbindgen_free(ptr1, len1 * 4, 4);
      }
      if (ptr0) {
        wasm.__externref_drop_slice(ptr0, len0);
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.applyFixes(ptr0, len0, ptr1, len1, ptr2, len2);
    var ptr4 = ret[0];
    var len4 = ret[1];
    if (ret[3]) {
      ptr4 = 0;
      len4 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred5_0 = ptr4;
    deferred5_1 = len4;
    return getStringFromWasm0(ptr4, len4);
  } finally {
    wasm.__wbindgen_free(deferred5_0, deferred5_1, 1);
  }
}
function check(paths, texts, options) {
  let deferred5_0;
  let deferred5_1;
  try {
    let ptr0, len0, ptr1, len1, ptr2, len2;
    try {
      ptr0 = passArrayJsValueToWasm0(paths, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArrayJsValueToWasm0(texts, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
      ptr2 = passStringToWasm0(options, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len2 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr2) {
        wasm.__wbindgen_free(ptr2, len2 * 1, 1);
      }
      if (ptr1) {
        wasm.__externref_drop_slice(ptr1, len1);
        wasm.__wbindgen_free(ptr1, len1 * 4, 4);
      }
      if (ptr0) {
        wasm.__externref_drop_slice(ptr0, len0);
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.check(ptr0, len0, ptr1, len1, ptr2, len2);
    var ptr4 = ret[0];
    var len4 = ret[1];
    if (ret[3]) {
      ptr4 = 0;
      len4 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred5_0 = ptr4;
    deferred5_1 = len4;
    return getStringFromWasm0(ptr4, len4);
  } finally {
    wasm.__wbindgen_free(deferred5_0, deferred5_1, 1);
  }
}
function control() {
  let deferred2_0;
  let deferred2_1;
  try {
    const ret = wasm.control();
    var ptr1 = ret[0];
    var len1 = ret[1];
    if (ret[3]) {
      ptr1 = 0;
      len1 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred2_0 = ptr1;
    deferred2_1 = len1;
    return getStringFromWasm0(ptr1, len1);
  } finally {
    wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
  }
}
function evaluate(paths, texts, expression, options) {
  let deferred6_0;
  let deferred6_1;
  try {
    let ptr0, len0, ptr1, len1, ptr2, len2, ptr3, len3;
    try {
      ptr0 = passArrayJsValueToWasm0(paths, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArrayJsValueToWasm0(texts, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
      ptr2 = passStringToWasm0(expression, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len2 = WASM_VECTOR_LEN;
      ptr3 = passStringToWasm0(options, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len3 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr3) {
        wasm.__wbindgen_free(ptr3, len3 * 1, 1);
      }
      if (ptr2) {
        wasm.__wbindgen_free(ptr2, len2 * 1, 1);
      }
      if (ptr1) {
        wasm.__externref_drop_slice(ptr1, len1);
        wasm.__wbindgen_free(ptr1, len1 * 4, 4);
      }
      if (ptr0) {
        wasm.__externref_drop_slice(ptr0, len0);
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.evaluate(ptr0, len0, ptr1, len1, ptr2, len2, ptr3, len3);
    var ptr5 = ret[0];
    var len5 = ret[1];
    if (ret[3]) {
      ptr5 = 0;
      len5 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred6_0 = ptr5;
    deferred6_1 = len5;
    return getStringFromWasm0(ptr5, len5);
  } finally {
    wasm.__wbindgen_free(deferred6_0, deferred6_1, 1);
  }
}
function evidence(names, contents, options) {
  let deferred4_0;
  let deferred4_1;
  try {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passArrayJsValueToWasm0(names, wasm.__wbindgen_malloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passArrayJsValueToWasm0(contents, wasm.__wbindgen_malloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__externref_drop_slice(ptr1, len1);
        wasm.__wbindgen_free(ptr1, len1 * 4, 4);
      }
      if (ptr0) {
        wasm.__externref_drop_slice(ptr0, len0);
        wasm.__wbindgen_free(ptr0, len0 * 4, 4);
      }
      throw e;
    }
    const ret = wasm.evidence(ptr0, len0, ptr1, len1, options);
    var ptr3 = ret[0];
    var len3 = ret[1];
    if (ret[3]) {
      ptr3 = 0;
      len3 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred4_0 = ptr3;
    deferred4_1 = len3;
    return getStringFromWasm0(ptr3, len3);
  } finally {
    wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
  }
}
function render(report, format, options) {
  let deferred4_0;
  let deferred4_1;
  try {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(report, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passStringToWasm0(format, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    const ret = wasm.render(ptr0, len0, ptr1, len1, options);
    var ptr3 = ret[0];
    var len3 = ret[1];
    if (ret[3]) {
      ptr3 = 0;
      len3 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred4_0 = ptr3;
    deferred4_1 = len3;
    return getStringFromWasm0(ptr3, len3);
  } finally {
    wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
  }
}
function renderEvidence(report, format) {
  let deferred4_0;
  let deferred4_1;
  try {
    let ptr0, len0, ptr1, len1;
    try {
      ptr0 = passStringToWasm0(report, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len0 = WASM_VECTOR_LEN;
      ptr1 = passStringToWasm0(format, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      len1 = WASM_VECTOR_LEN;
    } catch (e) {
      if (ptr1) {
        wasm.__wbindgen_free(ptr1, len1 * 1, 1);
      }
      if (ptr0) {
        wasm.__wbindgen_free(ptr0, len0 * 1, 1);
      }
      throw e;
    }
    const ret = wasm.renderEvidence(ptr0, len0, ptr1, len1);
    var ptr3 = ret[0];
    var len3 = ret[1];
    if (ret[3]) {
      ptr3 = 0;
      len3 = 0;
      throw takeFromExternrefTable0(ret[2]);
    }
    deferred4_0 = ptr3;
    deferred4_1 = len3;
    return getStringFromWasm0(ptr3, len3);
  } finally {
    wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
  }
}
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    __wbg_Error_208446807d0d1e30: function(arg0, arg1) {
      const ret = Error(getStringFromWasm0(arg0, arg1));
      return ret;
    },
    __wbg_String_8564e559799eccda: function(arg0, arg1) {
      const ret = String(arg1);
      const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      const len1 = WASM_VECTOR_LEN;
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
    },
    __wbg___wbindgen_boolean_get_4f1baf9a00be3c74: function(arg0) {
      const v = arg0;
      const ret = typeof v === "boolean" ? v : void 0;
      return isLikeNone(ret) ? 16777215 : ret ? 1 : 0;
    },
    __wbg___wbindgen_in_3f58a9d3b3a7eed2: function(arg0, arg1) {
      const ret = arg0 in arg1;
      return ret;
    },
    __wbg___wbindgen_is_function_741ff2bb612836f5: function(arg0) {
      const ret = typeof arg0 === "function";
      return ret;
    },
    __wbg___wbindgen_is_object_8b968c3ab8e96595: function(arg0) {
      const val = arg0;
      const ret = typeof val === "object" && val !== null;
      return ret;
    },
    __wbg___wbindgen_is_undefined_be5b34249ff1fc15: function(arg0) {
      const ret = arg0 === void 0;
      return ret;
    },
    __wbg___wbindgen_jsval_loose_eq_b2f214e2e4b30e36: function(arg0, arg1) {
      const ret = arg0 == arg1;
      return ret;
    },
    __wbg___wbindgen_number_get_934b640d0889af78: function(arg0, arg1) {
      const obj = arg1;
      const ret = typeof obj === "number" ? obj : void 0;
      getDataViewMemory0().setFloat64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? 0 : ret, true);
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
    },
    __wbg___wbindgen_string_get_7ce8eee7fd327545: function(arg0, arg1) {
      const obj = arg1;
      const ret = typeof obj === "string" ? obj : void 0;
      var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      var len1 = WASM_VECTOR_LEN;
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
    },
    __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
      throw new Error(getStringFromWasm0(arg0, arg1));
    },
    __wbg_call_40b008ba32f73991: function() {
      return handleError(function(arg0, arg1) {
        const ret = arg0.call(arg1);
        return ret;
      }, arguments);
    },
    __wbg_clearMarks_c9ebba684ff8cbdf: function(arg0, arg1, arg2) {
      arg0.clearMarks(getStringFromWasm0(arg1, arg2));
    },
    __wbg_clearMeasures_ee60c872d4766cf9: function(arg0, arg1, arg2) {
      arg0.clearMeasures(getStringFromWasm0(arg1, arg2));
    },
    __wbg_decode_66d3b657c3805291: function() {
      return handleError(function(arg0, arg1, arg2, arg3) {
        const ret = arg1.decode(getArrayU8FromWasm0(arg2, arg3));
        const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len1 = WASM_VECTOR_LEN;
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
        getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
      }, arguments);
    },
    __wbg_done_57e08d0be6e30c02: function(arg0) {
      const ret = arg0.done;
      return ret;
    },
    __wbg_entries_7bb1459bd9b5c2b9: function(arg0) {
      const ret = Object.entries(arg0);
      return ret;
    },
    __wbg_error_757e9472f8410341: function(arg0, arg1) {
      let deferred0_0;
      let deferred0_1;
      try {
        deferred0_0 = arg0;
        deferred0_1 = arg1;
        console.error(getStringFromWasm0(arg0, arg1));
      } finally {
        wasm.__wbindgen_free(deferred0_0, deferred0_1, 1);
      }
    },
    __wbg_error_d1fc0193610e0e39: function(arg0) {
      console.error(arg0);
    },
    __wbg_get_2080c49015e35254: function() {
      return handleError(function(arg0, arg1) {
        const ret = Reflect.get(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbg_get_635eea311fa1a291: function() {
      return handleError(function(arg0, arg1) {
        const ret = Reflect.get(arg0, arg1);
        return ret;
      }, arguments);
    },
    __wbg_get_d7176cfb76d71114: function(arg0, arg1) {
      const ret = arg0[arg1 >>> 0];
      return ret;
    },
    __wbg_get_unchecked_e6325ad374eff861: function(arg0, arg1) {
      const ret = arg0[arg1 >>> 0];
      return ret;
    },
    __wbg_get_with_ref_key_fc601247060b7204: function(arg0, arg1) {
      const ret = arg0[arg1];
      return ret;
    },
    __wbg_instanceof_ArrayBuffer_12cdaa4161423e6b: function(arg0) {
      let result;
      try {
        result = arg0 instanceof ArrayBuffer;
      } catch (_) {
        result = false;
      }
      const ret = result;
      return ret;
    },
    __wbg_instanceof_Uint8Array_d7aeb0dcb3108fea: function(arg0) {
      let result;
      try {
        result = arg0 instanceof Uint8Array;
      } catch (_) {
        result = false;
      }
      const ret = result;
      return ret;
    },
    __wbg_isArray_bcf1376d0d732d08: function(arg0) {
      const ret = Array.isArray(arg0);
      return ret;
    },
    __wbg_iterator_e4c5e8f68ada7b58: function() {
      const ret = Symbol.iterator;
      return ret;
    },
    __wbg_length_186163212ffe79c3: function(arg0) {
      const ret = arg0.length;
      return ret;
    },
    __wbg_length_b03a0fabb109b1e9: function(arg0) {
      const ret = arg0.length;
      return ret;
    },
    __wbg_mark_cbe602acd7c75ad6: function() {
      return handleError(function(arg0, arg1, arg2) {
        arg0.mark(getStringFromWasm0(arg1, arg2));
      }, arguments);
    },
    __wbg_measure_12738fa4a1add138: function() {
      return handleError(function(arg0, arg1, arg2, arg3, arg4) {
        arg0.measure(getStringFromWasm0(arg1, arg2), getStringFromWasm0(arg3, arg4));
      }, arguments);
    },
    __wbg_new_13de428334042d26: function(arg0) {
      const ret = new Uint8Array(arg0);
      return ret;
    },
    __wbg_new_7da53f115fb66156: function(arg0, arg1, arg2, arg3) {
      const ret = new RegExp(getStringFromWasm0(arg0, arg1), getStringFromWasm0(arg2, arg3));
      return ret;
    },
    __wbg_new_bb74001155cb8ca8: function() {
      const ret = new Error();
      return ret;
    },
    __wbg_new_with_label_514f7c1b7d92f27a: function() {
      return handleError(function(arg0, arg1) {
        const ret = new TextDecoder(getStringFromWasm0(arg0, arg1));
        return ret;
      }, arguments);
    },
    __wbg_next_178c1651c11432b3: function(arg0) {
      const ret = arg0.next;
      return ret;
    },
    __wbg_next_af5ac6a08bb0a717: function() {
      return handleError(function(arg0) {
        const ret = arg0.next();
        return ret;
      }, arguments);
    },
    __wbg_normalize_2d352f86793b4b5f: function(arg0, arg1, arg2) {
      const ret = arg0.normalize(getStringFromWasm0(arg1, arg2));
      return ret;
    },
    __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
      Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
    },
    __wbg_stack_575c4e0918581b9c: function(arg0, arg1) {
      const ret = arg1.stack;
      const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      const len1 = WASM_VECTOR_LEN;
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
      getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
    },
    __wbg_static_accessor_GLOBAL_THIS_003ee833af9699fc: function() {
      const ret = typeof globalThis === "undefined" ? void 0 : globalThis;
      return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
    },
    __wbg_static_accessor_GLOBAL_e4293fb22cbe77da: function() {
      const ret = typeof global === "undefined" ? void 0 : global;
      return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
    },
    __wbg_static_accessor_SELF_53bb20457401453d: function() {
      const ret = typeof self === "undefined" ? void 0 : self;
      return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
    },
    __wbg_static_accessor_WINDOW_b5e0810bfecb7feb: function() {
      const ret = typeof window === "undefined" ? void 0 : window;
      return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
    },
    __wbg_test_17466b367c7f27b9: function(arg0, arg1, arg2) {
      const ret = arg0.test(getStringFromWasm0(arg1, arg2));
      return ret;
    },
    __wbg_value_e0f328965e184931: function(arg0) {
      const ret = arg0.value;
      return ret;
    },
    __wbindgen_generic_0000000000000001: function(arg0, arg1) {
      const ret = getStringFromWasm0(arg0, arg1);
      return ret;
    },
    __wbindgen_init_externref_table: function() {
      const table = wasm.__wbindgen_externrefs;
      table.set(0, void 0);
      table.set(1024, void 0);
      table.set(1025, null);
      table.set(1026, true);
      table.set(1027, false);
    }
  };
  return {
    __proto__: null,
    "./ec2_profile_check_bg.js": import0,
    deferred: deferred(import0, () => wasm)
  };
}
var ProjectFinalization = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((ptr) => wasm.__wbg_project_free(ptr, 1));
function addToExternrefTable0(obj) {
  const idx = wasm.__externref_table_alloc();
  wasm.__wbindgen_externrefs.set(idx, obj);
  return idx;
}
function getArrayU8FromWasm0(ptr, len) {
  ptr = ptr >>> 0;
  return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
}
var cachedDataViewMemory0 = null;
function getDataViewMemory0() {
  if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || cachedDataViewMemory0.buffer.detached === void 0 && cachedDataViewMemory0.buffer !== wasm.memory.buffer) {
    cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
  }
  return cachedDataViewMemory0;
}
function getStringFromWasm0(ptr, len) {
  ptr = ptr >>> 0;
  return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}
var cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
  if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
    cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
  }
  return cachedUint8ArrayMemory0;
}
function handleError(f, args) {
  try {
    return f.apply(this, args);
  } catch (e) {
    const idx = addToExternrefTable0(e);
    wasm.__wbindgen_exn_store(idx);
  }
}
function isLikeNone(x) {
  return x === void 0 || x === null;
}
function passArray8ToWasm0(arg, malloc) {
  const ptr = malloc(arg.length * 1, 1) >>> 0;
  getUint8ArrayMemory0().set(arg, ptr / 1);
  WASM_VECTOR_LEN = arg.length;
  return ptr;
}
function passArrayJsValueToWasm0(array2, malloc) {
  const ptr = malloc(array2.length * 4, 4) >>> 0;
  for (let i = 0; i < array2.length; i++) {
    const add = addToExternrefTable0(array2[i]);
    getDataViewMemory0().setUint32(ptr + 4 * i, add, true);
  }
  WASM_VECTOR_LEN = array2.length;
  return ptr;
}
function passStringToWasm0(arg, malloc, realloc) {
  if (realloc === void 0) {
    const buf = cachedTextEncoder.encode(arg);
    const ptr2 = malloc(buf.length, 1) >>> 0;
    getUint8ArrayMemory0().subarray(ptr2, ptr2 + buf.length).set(buf);
    WASM_VECTOR_LEN = buf.length;
    return ptr2;
  }
  let len = arg.length;
  let ptr = malloc(len, 1) >>> 0;
  const mem = getUint8ArrayMemory0();
  let offset = 0;
  for (; offset < len; offset++) {
    const code = arg.charCodeAt(offset);
    if (code > 127) break;
    mem[ptr + offset] = code;
  }
  if (offset !== len) {
    if (offset !== 0) {
      arg = arg.slice(offset);
    }
    ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
    const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
    const ret = cachedTextEncoder.encodeInto(arg, view);
    offset += ret.written;
    ptr = realloc(ptr, len, offset, 1) >>> 0;
  }
  WASM_VECTOR_LEN = offset;
  return ptr;
}
function takeFromExternrefTable0(idx) {
  const value = wasm.__wbindgen_externrefs.get(idx);
  wasm.__externref_table_dealloc(idx);
  return value;
}
var cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
cachedTextDecoder.decode();
var MAX_SAFARI_DECODE_BYTES = 2146435072;
var numBytesDecoded = 0;
function decodeText(bytes) {
  numBytesDecoded += bytes.length;
  if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
    cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
    cachedTextDecoder.decode();
    numBytesDecoded = bytes.length;
  }
  return cachedTextDecoder.decode(bytes);
}
var cachedTextEncoder = new TextEncoder();
if (!("encodeInto" in cachedTextEncoder)) {
  cachedTextEncoder.encodeInto = function(arg, view) {
    const buf = cachedTextEncoder.encode(arg);
    view.set(buf);
    return {
      read: arg.length,
      written: buf.length
    };
  };
}
var WASM_VECTOR_LEN = 0;
var wasmModule;
var wasmInstance;
var wasm;
function __wbg_finalize_init(instance, module2) {
  wasmInstance = instance;
  wasm = instance.exports;
  wasmModule = module2;
  cachedDataViewMemory0 = null;
  cachedUint8ArrayMemory0 = null;
  wasm.__wbindgen_start();
  return wasm;
}
function initSync(module2) {
  if (wasm !== void 0) return wasm;
  if (module2 !== void 0) {
    if (Object.getPrototypeOf(module2) === Object.prototype) {
      ({ module: module2 } = module2);
    } else {
      console.warn("using deprecated parameters for `initSync()`; pass a single object instead");
    }
  }
  const imports = __wbg_get_imports();
  if (!(module2 instanceof WebAssembly.Module)) {
    module2 = new WebAssembly.Module(module2);
  }
  const instance = new WebAssembly.Instance(module2, imports);
  return __wbg_finalize_init(instance, module2);
}

// pkg/formats.js
var FORMATS = Object.freeze([
  "text",
  "json",
  "sarif",
  "junit",
  "markdown",
  "github",
  "gitlab",
  "html",
  "oscal",
  "asff"
]);
var EVIDENCE_FORMATS = Object.freeze([
  "text",
  "csv",
  "markdown",
  "html",
  "json"
]);

// pkg/api.js
var CHECK_OPTIONS = {
  root: string,
  variables: values,
  varFiles: strings,
  inputs: oneOf(["defaults", "any"]),
  frameworks: strings,
  allowedProfiles: strings,
  launchTemplateProfile: oneOf(["require-argument", "accept"]),
  services: boolean,
  noInlineSuppressions: boolean
};
var RENDER_OPTIONS = {
  time: string,
  account: string,
  region: string,
  color: boolean,
  sources: files,
  verbose: boolean,
  quiet: boolean
};
var EVIDENCE_OPTIONS = { generatedAt: string, configRules: strings };
var DEEPEST = 100;
var encoder = new TextEncoder();
function check2(filesByPath, options) {
  files("files", filesByPath);
  return JSON.parse(check(...encoded(filesByPath), checkOptions(options)));
}
function evaluate2(filesByPath, expression, options) {
  files("files", filesByPath);
  string("expression", expression);
  return JSON.parse(evaluate(...encoded(filesByPath), expression, checkOptions(options)));
}
function control2() {
  return JSON.parse(control());
}
function render2(report, format, options) {
  object("report", report);
  oneOf(FORMATS)("format", format);
  return render(JSON.stringify(report), format, checked(options, RENDER_OPTIONS));
}
function applyFixes2(filesByPath, fixes) {
  files("files", filesByPath);
  array("fixes", fixes, (name, fix) => {
    object(name, fix);
    array(`${name}.edits`, fix.edits, object);
  });
  return JSON.parse(applyFixes(...encoded(filesByPath), JSON.stringify(fixes)));
}
function evidence2(documents, options) {
  array("documents", documents, (name, document) => {
    object(name, document);
    string(`${name}.name`, document.name);
    if (typeof document.content !== "string" && !(document.content instanceof Uint8Array)) {
      throw wrong(`${name}.content`, "a string or a Uint8Array", document.content);
    }
  });
  const contents = documents.map(
    ({ content }) => typeof content === "string" ? encoder.encode(content) : content
  );
  const names = documents.map(({ name }) => name);
  return JSON.parse(evidence(names, contents, checked(options, EVIDENCE_OPTIONS)));
}
function renderEvidence2(report, format) {
  object("report", report);
  oneOf(EVIDENCE_FORMATS)("format", format);
  return renderEvidence(JSON.stringify(report), format);
}
var Project2 = class {
  #engine = new Project();
  /** Results and diagnostics of the last report: the next one takes over those that stay the same. */
  #told = { results: [], diagnostics: [] };
  set(path, text) {
    string("path", path);
    string("text", text);
    this.#engine.set(path, encoder.encode(text));
  }
  delete(path) {
    string("path", path);
    this.#engine.delete(path);
  }
  check(options) {
    const changes = JSON.parse(this.#engine.changes(checkOptions(options)));
    const moves = new Map(changes.moves.map((move) => [move.file, move]));
    const told = {};
    for (const list of ["results", "diagnostics"]) told[list] = whole(changes[list], this.#told[list], moves);
    this.#told = told;
    return Object.assign(changes.report, { results: [...told.results], diagnostics: [...told.diagnostics] });
  }
  evaluate(expression, options) {
    string("expression", expression);
    return JSON.parse(this.#engine.evaluate(expression, checkOptions(options)));
  }
  variables() {
    return JSON.parse(this.#engine.variables());
  }
  /** Gives the memory back at once; without it the garbage collector does. */
  free() {
    this.#engine.free();
  }
};
if (Symbol.dispose) Project2.prototype[Symbol.dispose] = Project2.prototype.free;
function encoded(filesByPath) {
  return [Object.keys(filesByPath), Object.values(filesByPath).map((text) => encoder.encode(text))];
}
function whole(pieces, before, moves) {
  return pieces.flatMap((piece) => {
    if (typeof piece[0] !== "number") return piece.map(Object.freeze);
    const same = before.slice(piece[0], piece[1]);
    return piece[2] ? same.map((item) => moved(item, moves)) : same;
  });
}
function moved(result, moves) {
  const copy = { ...result, location: follow(result.location, moves) };
  for (const list of ["chain", "trace", "pitfalls"])
    copy[list] = result[list].map((item) => placed(item, moves));
  if (result.suppression) copy.suppression = placed(result.suppression, moves);
  return Object.freeze(copy);
}
function placed(item, moves) {
  return item.location ? { ...item, location: follow(item.location, moves) } : item;
}
function follow(place, moves) {
  const move = moves.get(place.file);
  if (!move || place.start.offset < move.from) return place;
  return { file: place.file, start: shifted(place.start, move), end: shifted(place.end, move) };
}
function shifted({ line, column, offset }, { lines, units }) {
  return { line: line + lines, column, offset: offset + units };
}
function checkOptions(options) {
  return JSON.stringify(checked(options, CHECK_OPTIONS));
}
function checked(options, known) {
  if (options === void 0) return {};
  const name = "options";
  object(name, options);
  const given = {};
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, key)) {
      throw new TypeError(`${name}.${key} is not an option; there are ${Object.keys(known).join(", ")}`);
    }
    if (value === void 0) continue;
    known[key](`${name}.${key}`, value);
    given[key] = value;
  }
  return given;
}
function wrong(name, wanted, value) {
  const kind = value === null ? "null" : Array.isArray(value) ? "an array" : `of type ${typeof value}`;
  return new TypeError(`${name} must be ${wanted}; it is ${kind}`);
}
function string(name, value) {
  if (typeof value !== "string") throw wrong(name, "a string", value);
}
function boolean(name, value) {
  if (typeof value !== "boolean") throw wrong(name, "a boolean", value);
}
function object(name, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(name, "an object", value);
}
function array(name, value, member) {
  if (!Array.isArray(value)) throw wrong(name, "an array", value);
  value.forEach((item, index) => {
    member(`${name}[${index}]`, item);
  });
}
function strings(name, value) {
  array(name, value, string);
}
function values(name, value) {
  object(name, value);
  for (const [key, member] of Object.entries(value)) plain(`${name}.${key}`, member, 0);
}
function plain(name, value, depth) {
  if (value === void 0 || value === null || ["string", "boolean"].includes(typeof value)) return;
  if (Number.isFinite(value)) return;
  const isObject = Object.prototype.toString.call(value) === "[object Object]";
  if (!isObject && !Array.isArray(value)) {
    throw wrong(name, "null, a string, a boolean, a finite number, an array or a plain object", value);
  }
  if (depth === DEEPEST)
    throw new TypeError(`options.variables must not be nested more than ${DEEPEST} levels deep`);
  for (const [key, member] of Object.entries(value)) {
    plain(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, member, depth + 1);
  }
}
function files(name, value) {
  object(name, value);
  for (const [path, text] of Object.entries(value)) string(`${name}[${JSON.stringify(path)}]`, text);
}
function oneOf(values2) {
  return (name, value) => {
    if (values2.includes(value)) return;
    const shown = typeof value === "string" ? JSON.stringify(value) : `of type ${typeof value}`;
    throw new TypeError(`${name} must be one of ${values2.join(", ")}; it is ${shown}`);
  };
}

// pkg/node.js
var file = (name) => (0, import_node_fs.readFileSync)(new URL(`./wasm/${name}`, moduleUrl));
deferredFrom(() => new WebAssembly.Module(file("ec2_profile_check_deferred.wasm")));
initSync({ module: file("ec2_profile_check_bg.wasm") });
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  EVIDENCE_FORMATS,
  FORMATS,
  Project,
  applyFixes,
  check,
  control,
  evaluate,
  evidence,
  render,
  renderEvidence
});
